import { isRecord } from '../is-record'

/** Read by Statsig as parts of the user, not as metadata. */
const RESERVED = new Set(['statsigCustomIDs', 'statsigCustom', 'statsigEnvironment'])

/** Statsig's metadata is text to text: nested keys are joined with a dot, arrays become JSON. */
export function metadataOf(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  const metadata: [string, string][] = []
  const visit = (value: unknown, path: string): void => {
    if (value === undefined || value === null) return
    if (!isRecord(value)) {
      metadata.push([path, typeof value === 'string' ? value : JSON.stringify(value)])
      return
    }
    for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`)
  }
  for (const [key, value] of Object.entries(properties)) {
    if (!RESERVED.has(key)) visit(value, key)
  }
  return Object.fromEntries(metadata)
}
