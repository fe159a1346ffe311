/**
 * Time as the workspace lives it: waiting times of hours pass in seconds. Stamps on events stay real
 * time; only waits and windows are accelerated.
 */
export interface Clock {
  /** Accelerated ms in a real ms. */
  readonly timeScale: number
  /** Real time, ms since 1970. */
  nowMs(): number
  /** Accelerated time since the clock was made. */
  elapsedMs(): number
  /** Runs `task` after `ms` of accelerated time; returns the way to cancel it. */
  after(ms: number, task: () => void): () => void
  /** Cancels every task. */
  close(): void
}

/** Node fires a timer of more than 2^31-1 ms at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

export function createClock(timeScale: number): Clock {
  const startedMs = performance.now()
  const timers = new Set<NodeJS.Timeout>()
  return {
    timeScale,
    nowMs: () => Date.now(),
    elapsedMs: () => (performance.now() - startedMs) * timeScale,
    after(ms, task) {
      const realMs = Math.min(Math.max(0, ms / timeScale), MAX_TIMER_MS)
      const timer = setTimeout(() => {
        timers.delete(timer)
        task()
      }, realMs)
      timers.add(timer)
      return () => {
        clearTimeout(timer)
        timers.delete(timer)
      }
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
