/** The range in which a JavaScript Date is valid. */
const MAX_DATE_MS = 8.64e15

const DIGITS = /^\d+$/

/** Times as vendors send them: ms as a number, ms as a string of digits, or ISO 8601. */
export function timeMsOf(value: unknown): number | undefined {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? msOf(value) : 0
  return ms > 0 && ms <= MAX_DATE_MS ? ms - (ms % 1) : undefined
}

function msOf(text: string): number {
  return DIGITS.test(text) ? Number(text) : Date.parse(text)
}
