/** Keeps each endpoint under its limit, so that a 429 is the exception and the time left is known. */
import type { Clock } from '../clock'
import { type EndpointId, endpoints } from './endpoints'

export interface RateLimiter {
  /** Waits for a free slot, takes it, and returns the way to say that the call is over. */
  take(id: EndpointId): Promise<() => void>
  /** The server said that nothing is left before this time; `reason` is shown while that is waited for. */
  blockUntil(id: EndpointId, timeMs: number, reason: string): void
  /** How long this many further calls take, waiting included and the calls themselves not. */
  estimateMs(calls: ReadonlyMap<EndpointId, number>): number
}

const WINDOW_MS = 60_000
/** Clocks differ and calls take time to arrive. */
const MARGIN_MS = 1_000

export type OnWait = (wait: { endpoint: EndpointId; ms: number; reason: string }) => void

interface Slot {
  /** When it is free again. */
  freeAtMs: number
}

export function createRateLimiter(clock: Clock, onWait: OnWait = () => {}): RateLimiter {
  const slots = new Map<EndpointId, Slot[]>()
  const blocked = new Map<EndpointId, { untilMs: number; reason: string }>()

  function busy(id: EndpointId): Slot[] {
    const now = clock.nowMs()
    const current = (slots.get(id) ?? []).filter((slot) => slot.freeAtMs > now)
    slots.set(id, current)
    return current
  }

  function nextFree(id: EndpointId): { atMs: number; reason: string } {
    const taken = busy(id).sort((a, b) => a.freeAtMs - b.freeAtMs)
    const { perMinute } = endpoints[id]
    const slotMs = taken[taken.length - perMinute]?.freeAtMs ?? 0
    const block = blocked.get(id)
    return block !== undefined && block.untilMs > slotMs
      ? { atMs: block.untilMs, reason: block.reason }
      : { atMs: slotMs, reason: `${perMinute} calls a minute` }
  }

  return {
    async take(id) {
      for (;;) {
        const { atMs, reason } = nextFree(id)
        const ms = atMs - clock.nowMs()
        if (ms <= 0) break
        onWait({ endpoint: id, ms, reason })
        await clock.sleep(ms)
      }
      const slot: Slot = { freeAtMs: clock.nowMs() + WINDOW_MS + MARGIN_MS }
      busy(id).push(slot)
      // The server counts a call when it arrives, at the latest now.
      return () => {
        slot.freeAtMs = clock.nowMs() + WINDOW_MS + MARGIN_MS
      }
    },
    blockUntil(id, untilMs, reason) {
      if (untilMs > (blocked.get(id)?.untilMs ?? 0)) blocked.set(id, { untilMs, reason })
    },
    estimateMs(calls) {
      const now = clock.nowMs()
      return [...calls].reduce((total, [id, count]) => {
        const startMs = Math.max(now, blocked.get(id)?.untilMs ?? 0)
        const lastMs = lastStartMs(count, endpoints[id].perMinute, busy(id), startMs)
        return total + (count === 0 ? 0 : lastMs - now)
      }, 0)
    },
  }
}

/** When the last of `count` calls can start, if each slot is taken again as soon as it is free. */
function lastStartMs(
  count: number,
  perMinute: number,
  taken: readonly Slot[],
  startMs: number,
): number {
  const free = taken.map((slot) => slot.freeAtMs)
  while (free.length < perMinute) free.push(startMs)
  free.sort((a, b) => a - b)
  let lastMs = startMs
  for (let call = 0; call < count; call++) {
    lastMs = Math.max(startMs, free.shift() ?? startMs)
    free.push(lastMs + WINDOW_MS + MARGIN_MS)
  }
  return lastMs
}
