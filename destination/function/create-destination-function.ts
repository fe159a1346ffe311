/** The destination as a Segment function: the same actions, with their presets, without actions-core. */

import { transform } from '@segment/actions-core/mapping-kit'
import { type Subscription, validate } from '@segment/destination-subscriptions'
import { describeOutcome, isFault, statusOf } from '../../platforms/delivery-status'
import type { Outcome } from '../../platforms/outcome'
import type { Platform } from '../../platforms/platform'
import { type SettingValues, textSetting } from '../../platforms/setting'
import { actionsOf } from '../actions-of'
import { defaultMapping } from '../default-mapping'
import { executePlan, startClock } from '../execute-plan'
import type { ActionRun, ExperimentAction, Payload } from '../experiment-action'
import type { Send } from '../send'

/** A Segment event as a function receives it. */
export type FunctionEvent = Readonly<Record<string, unknown>> & {
  type?: string
  userId?: unknown
  anonymousId?: unknown
}

/** One for each event of a batch, in order. */
export interface BatchResult {
  status: number
  errormessage: string
}

export interface DestinationFunction {
  /** @returns undefined for an event that no action is subscribed to */
  one(event: FunctionEvent, settings: SettingValues): Promise<Outcome | undefined>
  batch(events: readonly FunctionEvent[], settings: SettingValues): Promise<BatchResult[]>
  /** Absent where the platform cannot forget a user. */
  deleteUser?(event: FunctionEvent, settings: SettingValues): Promise<Outcome>
}

export interface FunctionParts {
  platform: Platform
  /** The subscriptions of its actions by key, parsed: the parser is a sixth of a bundle. */
  filters: Readonly<Record<ExperimentAction['key'], Subscription>>
  send(host: string | undefined): Send
  warn(message: string): void
}

const UNSUPPORTED: BatchResult = {
  status: 400,
  errormessage: 'EventNotSupported: no action of this destination takes such an event.',
}

export function createDestinationFunction(parts: FunctionParts): DestinationFunction {
  const actions = actionsOf(parts.platform)
  const subscribed = actions.map((action) => ({
    action,
    filter: parts.filters[action.key],
    mapping: defaultMapping(action.fields),
  }))

  const outcomesOf = async (
    events: readonly FunctionEvent[],
    settings: SettingValues,
  ): Promise<(Outcome | undefined)[]> => {
    const outcomes: (Outcome | undefined)[] = events.map(() => undefined)
    const run = startRun(parts, settings)
    const work = subscribed.map(async ({ action, filter, mapping }) => {
      const positions: number[] = []
      const payloads: Payload[] = []
      events.forEach((event, index) => {
        if (!validate(filter, event as Parameters<typeof validate>[1])) return
        positions.push(index)
        payloads.push(transform(mapping, event as Parameters<typeof transform>[1]))
      })
      const results = payloads.length === 0 ? [] : await action.run(payloads, run)
      positions.forEach((index, i) => {
        outcomes[index] = worse(outcomes[index], results[i])
      })
    })
    await Promise.all(work)
    return outcomes
  }

  const deleteUser = actions.find((action) => action.deleteUser !== undefined)?.deleteUser
  return {
    deleteUser: deleteUser && ((event, settings) => deleteUser(event, startRun(parts, settings))),
    one: async (event, settings) => (await outcomesOf([event], settings))[0],
    batch: async (events, settings) =>
      (await outcomesOf(events, settings)).map((outcome) =>
        outcome === undefined
          ? UNSUPPORTED
          : { status: statusOf(outcome), errormessage: describeOutcome(outcome) },
      ),
  }
}

function startRun(parts: FunctionParts, settings: SettingValues): ActionRun {
  const clock = startClock()
  const send = parts.send(textSetting(settings, 'host'))
  return {
    settings,
    nowMs: clock.nowMs(),
    execute: (plan, itemCount, rules) => executePlan(plan, itemCount, rules, send, clock),
    warn: parts.warn,
  }
}

/** An event that several actions take is done only when all of them have done it. */
function worse(a: Outcome | undefined, b: Outcome | undefined): Outcome | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return severity(b) > severity(a) ? b : a
}

function severity(outcome: Outcome): number {
  if (outcome.status === 'retry') return 3
  if (isFault(outcome)) return 2
  return outcome.status === 'dropped' ? 1 : 0
}
