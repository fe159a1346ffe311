/** The same fields without those that are undefined, so that results compare and serialise exactly. */
export function present<T extends object>(fields: T): T {
  const record = fields as Record<string, unknown>
  for (const key in record) if (record[key] === undefined) return withoutUndefined(record) as T
  return fields
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const key of keysOf(record)) {
    if (record[key] === undefined) continue
    // Assigned, this one key would change what the object inherits instead of being a field.
    if (key === '__proto__') Object.defineProperty(found, key, { ...OWN, value: record[key] })
    else found[key] = record[key]
  }
  return found
}

// Segment runs functions in a vm context, where each look-up of a global is slow.
const { keys: keysOf } = Object

const OWN = { enumerable: true, configurable: true, writable: true }
