/**
 * Remembers when the newest delivered change of each list and unit happened, so that a change that
 * Segment delivers late, after an outage or a retry, does not undo it. It is a memory of one
 * process and can only help: across instances, `npm run reconcile` repairs what arrived late.
 */

/** Segment retries for about four hours. https://segment.com/docs/connections/destinations/#retries */
const KEPT_MS = 4.5 * 3_600_000

/** Beyond this the oldest are forgotten. */
const MAX_UNITS = 50_000

export interface NewestChanges {
  /** Did something newer already arrive? */
  isStale(listId: string, unitId: string, timeMs: number): boolean
  /** A change was accepted by the platform. */
  delivered(listId: string, unitId: string, timeMs: number, nowMs: number): void
}

export function createNewestChanges(): NewestChanges {
  const newest = new Map<string, { timeMs: number; deliveredMs: number }>()

  const forget = (nowMs: number): void => {
    for (const [key, { deliveredMs }] of newest) {
      if (newest.size <= MAX_UNITS && deliveredMs > nowMs - KEPT_MS) return
      newest.delete(key)
    }
  }

  return {
    isStale(listId, unitId, timeMs) {
      const known = newest.get(`${listId}\n${unitId}`)
      return known !== undefined && known.timeMs > timeMs
    },

    delivered(listId, unitId, timeMs, nowMs) {
      const key = `${listId}\n${unitId}`
      // Deleted first, so that the map stays in order of delivery.
      newest.delete(key)
      newest.set(key, { timeMs, deliveredMs: nowMs })
      forget(nowMs)
    },
  }
}
