import type { Exposure } from './exposure'
import { hash } from './hash'

/**
 * Segment de-duplicates on `messageId` alone, for about 24 hours and across workspaces, so every
 * id is prefixed and its window is the UTC day.
 * https://segment.com/docs/guides/duplicate-data/
 */
const DAY_MS = 86_400_000

/** Segment accepts ids of at most 100 characters, so a longer scope is hashed. */
const MAX_SCOPE_LENGTH = 40

// Segment runs functions in a vm context, where each look-up of a global is slow.
const { floor } = Math

/** What the ids of one source's calls begin with; `n` for the native form, `s` for the standard. */
export function messageIdPrefix(platform: string, form: 'n' | 's', scope = ''): string {
  if (scope === '') return `sx-${platform}-${form}-`
  return `sx-${scope.length > MAX_SCOPE_LENGTH ? hash(scope) : scope}-${platform}-${form}-`
}

/** The id of an exposure in standard form: the browser and the server reporting one collapse. */
export function standardMessageId(exposure: Exposure, scope?: string): string {
  return messageIdPrefix(exposure.platform, 's', scope) + exposureKey(exposure)
}

/** What makes an exposure the same one again: not its names, its own id, or the time of day. */
export function exposureKey(exposure: Exposure): string {
  const { unit, experimentId, variationId, version = '', timeMs } = exposure
  let text = `${floor(timeMs / DAY_MS)}`
  // Each with its length, so that the end of one is never taken for the beginning of the next.
  for (const field of [unit.kind, unit.id, experimentId, variationId, version]) {
    text += `,${field.length},${field}`
  }
  return hash(text)
}

/** Did the source function make this id for something that the platform sent? */
export function isMessageIdOf(platform: string, messageId: string): boolean {
  const ending = /-[ns]-[0-9a-z]+$/.exec(messageId)
  if (ending === null || !messageId.startsWith('sx-')) return false
  return messageId.slice(0, ending.index).endsWith(`-${platform}`)
}
