/** Audience membership to lists: one change for each list and unit, the newest. */
import type { DeletionFace } from '../platforms/deletion-face'
import { dropped, type Outcome, rejected } from '../platforms/outcome'
import type { ListsFace, Plan } from '../platforms/platform'
import { timeMsOf } from '../platforms/time-ms-of'
import { type CollapsedList, collapseChanges, type MembershipChange } from './collapse-changes'
import { createDeleteUser } from './delete-user'
import type { ActionRun, ExperimentAction, Payload } from './experiment-action'
import { audienceFields } from './fields'
import { membershipOf } from './membership'
import { createNewestChanges } from './newest-changes'
import { idOf } from './outgoing-event'
import { createRateBudget } from './rate-budget'
import { createWatchSizes } from './watch-sizes'

const SUPERSEDED = dropped('SUPERSEDED', 'Something newer decides for this list and unit.')
const DUPLICATE = dropped('DUPLICATE', 'The platform already has this very change.')

export function syncAudience(face: ListsFace, deletion?: DeletionFace): ExperimentAction {
  const newest = createNewestChanges()
  const watchSizes = createWatchSizes(face)
  const budget = createRateBudget(face.rateLimits ?? [])
  return {
    key: 'syncAudience',
    title: 'Sync Audience',
    description: 'Keep a list in the platform equal to an audience, a journey step or a model.',
    subscription:
      '(type = "identify" or type = "track") and (context.personas.computation_class = "audience" or context.personas.computation_class = "journey_step")',
    fields: audienceFields,
    hasSyncMode: true,
    deleteUser: deletion && createDeleteUser(deletion, newest, budget),
    async run(payloads, run) {
      const outcomes: (Outcome | undefined)[] = []
      const changes: MembershipChange[] = []
      payloads.forEach((payload, index) => {
        const change = changeOf(payload, index, face, run)
        const known = 'status' in change ? undefined : newest.compare(change)
        if ('status' in change) outcomes[index] = change
        else if (known === undefined) changes.push(change)
        else outcomes[index] = known === 'older' ? SUPERSEDED : DUPLICATE
      })
      const { lists, superseded } = collapseChanges(changes)
      for (const index of superseded) outcomes[index] = SUPERSEDED

      const flat = lists.flatMap((list) => list.changes.map((change) => ({ list, change })))
      const rules = { readResponse: face.readResponse, concurrency: 1, budget }
      const results = await run.execute(planOf(lists, face, run), flat.length, rules)
      const delivered = flat.flatMap(({ list, change }, i) => {
        for (const index of change.agreeing) outcomes[index] = results[i]
        const { unitId, member, timeMs } = change
        return results[i]?.status === 'sent'
          ? [{ listId: list.listId, unitId, member, timeMs }]
          : []
      })
      newest.delivered(delivered, run.nowMs)
      await watchSizes(delivered, run)
      return outcomes as Outcome[]
    },
  }
}

function changeOf(
  payload: Payload,
  index: number,
  face: ListsFace,
  run: ActionRun,
): MembershipChange | Outcome {
  const member = membershipOf(payload, run.syncMode)
  if (member === undefined) {
    return dropped('NO_MEMBERSHIP', 'The event does not say whether the unit is in or out.')
  }
  const named = face.listIdFrom === 'audienceId' ? payload.audience_id : payload.audience_key
  const listId = idOf(payload.list_id) ?? idOf(named)
  if (listId === undefined) return rejected('NO_LIST', 'Map the list field.')
  const unitKind = idOf(payload.unit_kind) ?? face.unitKind
  const listKind = idOf(payload.list_unit_kind)
  if (listKind !== undefined && listKind !== unitKind) {
    return dropped('WRONG_UNIT_KIND', `The list holds ${listKind}, the mapping gives ${unitKind}.`)
  }
  const unitId = idOf(payload.unit_id)
  if (unitId === undefined) return dropped('NO_UNIT', `The event has no ${unitKind}.`)
  const listName = idOf(payload.list_name)
  const timeMs = timeMsOf(payload.timestamp) ?? run.nowMs
  return { index, listId, listName, unitKind, unitId, member, timeMs }
}

/** The plans of all lists as one, so that a used-up rate stops the lists that are still waiting. */
function planOf(lists: readonly CollapsedList[], face: ListsFace, run: ActionRun): Plan {
  const requests: Plan['requests'][number][] = []
  const decided = new Map<number, Outcome>()
  let offset = 0
  for (const { listId, listName, unitKind, changes } of lists) {
    const delta = changes.map(({ unitId, member }) => ({ id: unitId, member }))
    const plan = face.changes({ listId, listName, unitKind, changes: delta }, run.settings)
    const from = offset
    for (const { request, items } of plan.requests) {
      requests.push({ request, items: items.map((item) => item + from) })
    }
    for (const [item, outcome] of plan.decided) decided.set(item + from, outcome)
    offset += changes.length
  }
  return { requests, decided }
}
