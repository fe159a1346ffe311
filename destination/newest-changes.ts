/**
 * Remembers when the newest delivered change of each list and unit happened, so that a change that
 * Segment delivers late, after an outage or a retry, does not undo it. It is a memory of one
 * process and can only help: across instances, `npm run reconcile` repairs what arrived late.
 */

/** Segment retries for about four hours. https://segment.com/docs/connections/destinations/#retries */
const KEPT_MS = 4.5 * 3_600_000

/** Beyond this the oldest are forgotten. */
const MAX_UNITS = 50_000

/** What the platform holds about one unit of a list since some time. */
export interface Change {
  listId: string
  unitId: string
  member: boolean
  timeMs: number
}

export interface NewestChanges {
  /** `older` than what the platform already has, the `same` again, or undefined if it is news. */
  compare(change: Change): 'older' | 'same' | undefined
  /** Changes were accepted by the platform. */
  delivered(changes: Iterable<Change>, nowMs: number): void
}

export function createNewestChanges(): NewestChanges {
  const newest = new Map<string, { timeMs: number; member: boolean; deliveredMs: number }>()

  const forget = (nowMs: number): void => {
    for (const [key, { deliveredMs }] of newest) {
      if (newest.size <= MAX_UNITS && deliveredMs > nowMs - KEPT_MS) return
      newest.delete(key)
    }
  }

  return {
    compare({ listId, unitId, member, timeMs }) {
      const known = newest.get(`${listId}\n${unitId}`)
      if (known === undefined || known.timeMs < timeMs) return undefined
      if (known.timeMs > timeMs) return 'older'
      return known.member === member ? 'same' : undefined
    },

    delivered(changes, nowMs) {
      for (const { listId, unitId, member, timeMs } of changes) {
        const key = `${listId}\n${unitId}`
        // Deleted first, so that the map stays in order of delivery.
        newest.delete(key)
        newest.set(key, { timeMs, member, deliveredMs: nowMs })
      }
      // Once for all: each new walk over the map would pass everything that was ever deleted.
      forget(nowMs)
    },
  }
}
