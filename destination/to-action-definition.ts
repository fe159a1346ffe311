import type { ActionDefinition, Logger, RequestClient } from '@segment/actions-core'
import { type SettingValues, textSetting } from '../platforms/setting'
import { executePlan, startClock } from './execute-plan'
import type { ActionRun, ExperimentAction } from './experiment-action'
import { batchFields } from './fields'
import { multiStatusOf, resultOf } from './outcome'
import { sendWithActions } from './send-with-actions'

type Definition = ActionDefinition<SettingValues>
type BatchAction = Definition & Required<Pick<Definition, 'performBatch'>>

/** The same action for Segment's Actions framework. */
export function toActionDefinition(action: ExperimentAction, timeoutMs?: number): BatchAction {
  return {
    title: action.title,
    description: action.description,
    defaultSubscription: action.subscription,
    fields: { ...action.fields, ...batchFields(action.batchSize) },
    ...(action.hasSyncMode === true ? { syncMode: SYNC_MODE } : {}),
    async perform(request, data) {
      const [outcome] = await action.run([data.payload], runOf(request, data, timeoutMs))
      if (outcome === undefined) throw new Error('The action gave no outcome.')
      return resultOf(outcome)
    },
    async performBatch(request, data) {
      const outcomes = await action.run(data.payload, runOf(request, data, timeoutMs))
      return multiStatusOf(outcomes, data.payload)
    },
  }
}

const SYNC_MODE = {
  label: 'Rows',
  description: 'What new, updated and deleted rows of a reverse ETL model mean.',
  default: 'mirror',
  choices: [
    { label: 'New and updated rows add, deleted rows remove', value: 'mirror' },
    { label: 'New and updated rows add', value: 'upsert' },
    { label: 'New rows add', value: 'add' },
    { label: 'Deleted rows remove', value: 'delete' },
  ],
} satisfies NonNullable<ActionDefinition<SettingValues>['syncMode']>

interface RunInput {
  settings: SettingValues
  syncMode?: string
  logger?: Logger
}

/** What an action runs on: the request client of actions-core, and a clock that is started now. */
export function runOf(
  request: RequestClient,
  data: RunInput,
  timeoutMs: number | undefined,
): ActionRun {
  const { settings, syncMode, logger } = data
  const send = sendWithActions(request, textSetting(settings, 'host'))
  const clock = startClock(timeoutMs)
  return {
    settings,
    syncMode,
    nowMs: clock.nowMs(),
    execute: (plan, itemCount, rules) => executePlan(plan, itemCount, rules, send, clock),
    warn: (message) => logger?.warn(message),
  }
}
