/** The stand-in's rate limits, kept apart from deploy's own table: two readings of one document. */
import type { Clock } from '../clock'
import type { EndpointId } from '../public-api/endpoints'

export interface RateVerdict {
  isOver: boolean
  limit: number
  consumed: number
  msBeforeNext: number
  /** RFC 5322 */
  resetAt: string
}

const WINDOW_MS = 60_000
const DEFAULT_LIMIT = 600

/** Stated in each operation's description at https://docs.segmentapis.com */
const limits: Readonly<Partial<Record<EndpointId, number>>> = {
  createDestinationSubscription: 5,
  updateSubscriptionForDestination: 5,
  removeSubscriptionFromDestination: 5,
  listLabels: 60,
  createLabel: 60,
  replaceLabelsInSource: 60,
}

export function createRateLimits(clock: Clock): { count(id: EndpointId): RateVerdict } {
  const windows = new Map<EndpointId, { startMs: number; consumed: number }>()
  return {
    count(id) {
      const now = clock.nowMs()
      const open = windows.get(id)
      const window =
        open !== undefined && now - open.startMs < WINDOW_MS ? open : { startMs: now, consumed: 0 }
      windows.set(id, window)
      const limit = limits[id] ?? DEFAULT_LIMIT
      window.consumed += 1
      const endMs = window.startMs + WINDOW_MS
      return {
        isOver: window.consumed > limit,
        limit,
        consumed: window.consumed,
        msBeforeNext: endMs - now,
        resetAt: new Date(endMs).toUTCString(),
      }
    },
  }
}
