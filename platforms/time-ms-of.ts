/** The range in which a JavaScript Date is valid. */
const MAX_DATE_MS = 8.64e15

/** Times as vendors send them: ms as a number, ms as a string of digits, or ISO 8601. */
export function timeMsOf(value: unknown): number | undefined {
  const ms = typeof value === 'string' && !/^\d+$/.test(value) ? Date.parse(value) : Number(value)
  const usable =
    value !== null && value !== '' && typeof value !== 'boolean' && !Array.isArray(value)
  return usable && Number.isFinite(ms) && ms > 0 && ms <= MAX_DATE_MS ? Math.trunc(ms) : undefined
}
