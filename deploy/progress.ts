/** How far apply is and how long it still takes, a line for each step. */
import type { Change } from './change'
import type { EndpointId } from './public-api/endpoints'
import type { RateLimiter } from './public-api/rate-limiter'

const BAR_WIDTH = 20
/** Without waiting; saving a function takes longer. */
const CALL_MS = 400
const FUNCTION_SAVE_MS = 8_000
const slowCalls: ReadonlySet<EndpointId> = new Set(['createFunction', 'updateFunction'])

/** What is left of the changes from `index` on, waiting for rate limits included. */
export function remainingMs(
  changes: readonly Change[],
  index: number,
  limiter: RateLimiter,
): number {
  const calls = new Map<EndpointId, number>()
  let workMs = 0
  for (const id of changes.slice(index).flatMap((change) => change.calls)) {
    calls.set(id, (calls.get(id) ?? 0) + 1)
    workMs += slowCalls.has(id) ? FUNCTION_SAVE_MS : CALL_MS
  }
  return limiter.estimateMs(calls) + workMs
}

export function progressLine(index: number, total: number, leftMs: number, what: string): string {
  const filled = total === 0 ? BAR_WIDTH : Math.round((index / total) * BAR_WIDTH)
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
  return `${bar} ${index}/${total}  ${what}  · ${durationText(leftMs)} left`
}

/** "8 s", "2 min 5 s" */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const rest = seconds % 60
  return rest === 0
    ? `${Math.floor(seconds / 60)} min`
    : `${Math.floor(seconds / 60)} min ${rest} s`
}
