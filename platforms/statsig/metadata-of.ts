import { isRecord } from '../is-record'

/** Read by Statsig as parts of the user, not as metadata. */
const RESERVED = new Set(['statsigCustomIDs', 'statsigCustom', 'statsigEnvironment'])

/** Statsig's metadata is text to text: nested keys are joined with a dot, arrays become JSON. */
export function metadataOf(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  const metadata: Record<string, string> = {}
  for (const key of Object.keys(properties)) {
    if (!RESERVED.has(key)) flatten(properties[key], key, metadata)
  }
  return metadata
}

function flatten(value: unknown, path: string, into: Record<string, string>): void {
  if (value === undefined || value === null) return
  if (typeof value === 'string') into[path] = value
  else if (!isRecord(value)) into[path] = JSON.stringify(value)
  else for (const key of Object.keys(value)) flatten(value[key], `${path}.${key}`, into)
}
