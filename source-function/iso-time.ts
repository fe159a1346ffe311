const MINUTE_MS = 60_000

let minute = Number.NaN
let prefix = ''

/** ISO 8601 of ms since 1970. The events of a batch share their minutes, so that is kept. */
export function isoTime(timeMs: number): string {
  const rest = timeMs % MINUTE_MS
  if (timeMs - rest !== minute) {
    minute = timeMs - rest
    prefix = new Date(minute).toISOString().slice(0, -'00.000Z'.length)
  }
  const ms = rest % 1000
  const s = (rest - ms) / 1000
  return `${prefix}${s < 10 ? '0' : ''}${s}.${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z`
}
