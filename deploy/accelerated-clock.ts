/** A clock on which waiting takes no time, for tests and rehearsals. */
import type { Clock } from './clock'

export function createAcceleratedClock(startMs = Date.UTC(2026, 10, 21)): Clock & {
  /** Sum of all waiting. */
  sleptMs(): number
} {
  let timeMs = startMs
  let slept = 0
  return {
    // Two moments are never the same, as on a real clock.
    nowMs: () => timeMs++,
    async sleep(ms) {
      timeMs += ms
      slept += ms
    },
    sleptMs: () => slept,
  }
}
