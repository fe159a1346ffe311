/**
 * JSON with the keys of every object in alphabetical order. Segment alphabetises the body that a
 * deployed source function receives, so anything hashed from a body is hashed in this form.
 * https://segment.com/docs/connections/functions/source-functions/#source-functions-faqs
 */
export function canonicalJson(value: unknown): string {
  // What Segment hands over is in order already, and checking is far cheaper than copying.
  return JSON.stringify(isInOrder(value) ? value : inOrder(value))
}

function isInOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) {
    for (const item of value) if (!isInOrder(item)) return false
    return true
  }
  let last = ''
  for (const key in value) {
    if (key < last || !isInOrder((value as Record<string, unknown>)[key])) return false
    last = key
  }
  return true
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inOrder)
  const fields = value as Record<string, unknown>
  // Object.fromEntries defines `__proto__` as an ordinary key, so a hostile body stays data.
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((key) => [key, inOrder(fields[key])]),
  )
}
