// Segment runs functions in a vm context, where each look-up of a global is slow.
const { isArray } = Array

/** A JSON object: not an array, not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !isArray(value)
}
