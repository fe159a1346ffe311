import type { Exposure } from './exposure'
import { hash } from './hash'

/**
 * Segment de-duplicates on `messageId` alone, for about 24 hours and across workspaces, so every
 * id is prefixed and its window is the UTC day.
 * https://segment.com/docs/guides/duplicate-data/
 */
const DAY_MS = 86_400_000

/** Segment accepts at most 100 characters. */
const MAX_SCOPE_LENGTH = 40

// Segment runs functions in a vm context, where each look-up of a global is slow.
const { floor } = Math
const { stringify } = JSON

/** The id of an item in native form: a redelivery collapses, two evaluations stay two. */
export function nativeMessageId(platform: string, itemKey: string, scope = ''): string {
  return join(scope, platform, 'n', itemKey)
}

/** The id of an exposure in standard form: the browser and the server reporting one collapse. */
export function standardMessageId(exposure: Exposure, scope = ''): string {
  const { platform, unit, experimentId, variationId, version = '', timeMs } = exposure
  const day = floor(timeMs / DAY_MS)
  const key = [platform, unit.kind, unit.id, experimentId, variationId, version, day]
  return join(scope, platform, 's', stringify(key))
}

/** Did the source function make this id for something that the platform sent? */
export function isMessageIdOf(platform: string, messageId: string): boolean {
  const ending = /-[ns]-[0-9a-z]+$/.exec(messageId)
  if (ending === null || !messageId.startsWith('sx-')) return false
  return messageId.slice(0, ending.index).endsWith(`-${platform}`)
}

function join(scope: string, platform: string, form: 'n' | 's', key: string): string {
  const prefix = scope === '' ? 'sx' : `sx-${scope.slice(0, MAX_SCOPE_LENGTH)}`
  return `${prefix}-${platform}-${form}-${hash(`${scope}\n${platform}\n${form}\n${key}`)}`
}
