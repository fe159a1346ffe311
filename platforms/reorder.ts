/** The key order of a vendor's JSON: nested objects by key, `*` for the items of an array. */
export interface KeyOrder {
  keys: readonly string[]
  inner?: Readonly<Record<string, KeyOrder>>
}

/** The same value with its keys in the vendor's order; keys that the order does not name come last. */
export function reorder(value: unknown, order: KeyOrder | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => reorder(item, order))
  if (order === undefined || typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const rank = (key: string) => {
    const at = order.keys.indexOf(key)
    return at < 0 ? order.keys.length : at
  }
  entries.sort(([a], [b]) => rank(a) - rank(b))
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, reorder(inner, order.inner?.[key])]),
  )
}
