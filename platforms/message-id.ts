import type { Exposure } from './exposure'
import { hash } from './hash'
import { exposureKeyBy, prefixBy, standardIdBy } from './standard-message-id'

/** What the ids of one source's calls begin with; `n` for the native form, `s` for the standard. */
export function messageIdPrefix(platform: string, form: 'n' | 's', scope?: string): string {
  return prefixBy(hash, platform, form, scope)
}

/** The id of an exposure in standard form: the browser and the server reporting one collapse. */
export function standardMessageId(exposure: Exposure, scope?: string): string {
  return standardIdBy(hash, exposure, scope)
}

/** What makes an exposure the same one again: not its names, its own id, or the time of day. */
export function exposureKey(exposure: Exposure): string {
  return exposureKeyBy(hash, exposure)
}

/** Did the source function make this id for something that the platform sent? */
export function isMessageIdOf(platform: string, messageId: string): boolean {
  const ending = /-[ns]-[0-9a-z]+$/.exec(messageId)
  if (ending === null || !messageId.startsWith('sx-')) return false
  return messageId.slice(0, ending.index).endsWith(`-${platform}`)
}
