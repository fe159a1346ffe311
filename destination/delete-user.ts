/** A user who is to be forgotten leaves the platform's lists. */
import type { DeletionFace, ListToLeave } from '../platforms/deletion-face'
import type { HttpRequest, HttpResponse } from '../platforms/http'
import { dropped, type Outcome, SENT } from '../platforms/outcome'
import type { ActionRun } from './experiment-action'
import type { NewestChanges } from './newest-changes'
import { idOf } from './outgoing-event'
import type { RateBudget } from './rate-budget'

/** @returns one outcome: `sent` once the user has left every list */
export type DeleteUser = (
  user: { userId?: unknown; anonymousId?: unknown },
  run: ActionRun,
) => Promise<Outcome>

/** A list that the user has to leave, under one of the user's ids. */
interface Departure {
  list: ListToLeave
  unitId: string
}

/** Beyond this, lists are left once more when a deletion is tried again. */
const MAX_REMEMBERED = 10_000

/** @param newest so that a change which Segment delivers late does not bring the user back */
export function createDeleteUser(
  face: DeletionFace,
  newest: NewestChanges,
  budget: RateBudget,
): DeleteUser {
  // A published rate may allow only some lists at a time: the next try goes on behind them.
  const left = new Set<string>()
  const keyOf = ({ list, unitId }: Departure) => `${list.id}\n${unitId}`

  return async ({ userId, anonymousId }, run) => {
    const user = { userId: idOf(userId), anonymousId: idOf(anonymousId) }
    const units = face.unitsOf(user, run.settings)
    if (units.length === 0) return dropped('NO_UNIT', 'No id that identityMapping names is set.')
    const lists = face.problem(run.settings) ?? (await readLists(face, run))
    if ('status' in lists) return lists
    const departures = lists.flatMap((list) =>
      units.flatMap(({ kind, id }) => (kind === list.unitKind ? [{ list, unitId: id }] : [])),
    )
    const due = departures.filter((departure) => !left.has(keyOf(departure)))
    const requests = due.map(({ list, unitId }, index) => ({
      request: face.leave(list, unitId, run.settings),
      items: [index],
    }))
    const outcomes = await run.execute({ requests, decided: NONE }, due.length, {
      concurrency: 1,
      budget,
    })
    let worst: Outcome = SENT
    due.forEach((departure, index) => {
      const outcome = outcomes[index] ?? SENT
      if (!isLeft(outcome)) {
        worst = outcome
        return
      }
      if (left.size >= MAX_REMEMBERED) left.clear()
      left.add(keyOf(departure))
    })
    const timeMs = run.nowMs
    const gone = due.filter((departure) => left.has(keyOf(departure)))
    newest.delivered(
      gone.map(({ list, unitId }) => ({ listId: list.id, unitId, member: false, timeMs })),
      timeMs,
    )
    if (worst === SENT) for (const departure of departures) left.delete(keyOf(departure))
    return worst
  }
}

const NONE: ReadonlyMap<number, Outcome> = new Map()

/** A list that has been deleted meanwhile holds nobody. */
function isLeft(outcome: Outcome): boolean {
  return (
    outcome.status === 'sent' || (outcome.status === 'rejected' && outcome.reason === 'NOT_FOUND')
  )
}

async function readLists(face: DeletionFace, run: ActionRun): Promise<ListToLeave[] | Outcome> {
  const lists: ListToLeave[] = []
  let cursor: string | undefined
  do {
    const answer = await ask(face.lists(cursor, run.settings), run)
    if ('outcome' in answer) return answer.outcome
    const page = face.readLists(answer.response)
    lists.push(...page.lists)
    cursor = page.cursor
  } while (cursor !== undefined)
  return lists
}

async function ask(
  request: HttpRequest,
  run: ActionRun,
): Promise<{ response: HttpResponse } | { outcome: Outcome }> {
  let response: HttpResponse | undefined
  const plan = { requests: [{ request, items: [0] }], decided: NONE }
  const [outcome = SENT] = await run.execute(plan, 1, {
    concurrency: 1,
    readResponse(answer) {
      response = answer
      return undefined
    },
  })
  return outcome.status === 'sent' && response !== undefined ? { response } : { outcome }
}
