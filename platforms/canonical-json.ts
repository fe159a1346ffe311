/**
 * JSON with the keys of every object in alphabetical order. Segment alphabetises the body that a
 * deployed source function receives, so anything hashed from a body is hashed in this form.
 * https://segment.com/docs/connections/functions/source-functions/#source-functions-faqs
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    // Object.fromEntries defines `__proto__` as an ordinary key, so a hostile body stays data.
    return Object.fromEntries(
      Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    )
  })
}
