const MINUTE_MS = 60_000
const MAX_MINUTES = 200

/** The events of a batch share their minutes, so those are kept. */
const minutes = new Map<number, string>()

/** ISO 8601 of ms since 1970. */
export function isoTime(timeMs: number): string {
  const rest = timeMs % MINUTE_MS
  const ms = rest % 1000
  const s = (rest - ms) / 1000
  // The short part is joined first: a join of long texts stays a tree of its parts in memory.
  const seconds = `${s < 10 ? '0' : ''}${s}.${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z`
  return minuteOf(timeMs - rest) + seconds
}

function minuteOf(timeMs: number): string {
  const known = minutes.get(timeMs)
  if (known !== undefined) return known
  const minute = new Date(timeMs).toISOString().slice(0, -'00.000Z'.length)
  if (minutes.size >= MAX_MINUTES) minutes.clear()
  minutes.set(timeMs, minute)
  return minute
}
