/** An id or name as text: strings and finite numbers; anything else, and the empty string, is absent. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  // Neither infinite nor NaN: the difference with itself is then 0.
  return typeof value === 'number' && value - value === 0 ? `${value}` : undefined
}
