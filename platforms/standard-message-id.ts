import type { Exposure } from './exposure'

/**
 * Segment de-duplicates on `messageId` alone, for about 24 hours and across workspaces, so every
 * id is prefixed and its window is the UTC day.
 * https://segment.com/docs/guides/duplicate-data/
 */
const DAY_MS = 86_400_000

/** Segment accepts ids of at most 100 characters, so a longer scope is hashed. */
const MAX_SCOPE_LENGTH = 40

/** Fast in the source function (`hash.ts`), small in the browser (`small-hash.ts`), the same in both. */
export type Hash = (text: string) => string

/** What the ids of one source's calls begin with; `n` for the native form, `s` for the standard. */
export function prefixBy(hash: Hash, platform: string, form: 'n' | 's', scope?: string): string {
  if (!scope) return `sx-${platform}-${form}-`
  return `sx-${scope.length > MAX_SCOPE_LENGTH ? hash(scope) : scope}-${platform}-${form}-`
}

/** What makes an exposure the same one again: not its names, its own id, or the time of day. */
export function exposureKeyBy(hash: Hash, exposure: Exposure): string {
  const { unit, experimentId, variationId, version = '' } = exposure
  let text = `${(exposure.timeMs / DAY_MS) | 0}`
  // Each with its length, so that the end of one is never taken for the beginning of the next.
  const fields = [unit.kind, unit.id, experimentId, variationId, version]
  // Not `for … of`, which needs an iterator in ES5.
  fields.forEach((field) => {
    text += `,${field.length},${field}`
  })
  return hash(text)
}

/** The id of an exposure in standard form: the browser and the server reporting one collapse. */
export function standardIdBy(hash: Hash, exposure: Exposure, scope?: string): string {
  return prefixBy(hash, exposure.platform, 's', scope) + exposureKeyBy(hash, exposure)
}
