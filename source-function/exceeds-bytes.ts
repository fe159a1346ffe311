import { byteLength } from './byte-length'

/** A character takes at most six bytes: `\u00e9` in JSON, or three in UTF-8. */
const BYTES_PER_CHARACTER = 6
/** Of a number, a literal, or the punctuation of a field. */
const BYTES_PER_FIELD = 26

/** Is the value, as JSON in UTF-8, larger than `maxBytes`? Writes it only if that is in doubt. */
export function exceedsBytes(value: unknown, maxBytes: number): boolean {
  return boundOf(value, maxBytes) > maxBytes && byteLength(JSON.stringify(value)) > maxBytes
}

/** At least the size of the value as JSON; stops as soon as it is over `limit`. */
function boundOf(value: unknown, limit: number): number {
  if (typeof value === 'string') return value.length * BYTES_PER_CHARACTER + 2
  if (typeof value !== 'object' || value === null) return BYTES_PER_FIELD
  let bytes = 2
  const fields = value as Record<string, unknown>
  for (const key in fields) {
    bytes +=
      key.length * BYTES_PER_CHARACTER + BYTES_PER_FIELD + boundOf(fields[key], limit - bytes)
    if (bytes > limit) return bytes
  }
  return bytes
}
