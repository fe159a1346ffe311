/** One parsed item as Segment calls: native form, standard form, or both. */
import { CHANGE_EVENTS, changeProperties } from '../platforms/change-form'
import { hash } from '../platforms/hash'
import { itemKey } from '../platforms/item-key'
import { exposureKey, messageIdPrefix } from '../platforms/message-id'
import { dropped, type Outcome } from '../platforms/outcome'
import type { NativeCall, Platform, WebhookFace, WebhookItem } from '../platforms/platform'
import { EXPERIMENT_VIEWED, standardProperties } from '../platforms/standard-form'
import { type Identity, identityOf } from './identity-of'
import { isoTime } from './iso-time'
import type { SourceSettings } from './read-settings'
import type { SegmentCall } from './segment-call'

/** What the items of one body have in common. */
export interface Shaping {
  platform: Platform & { webhook: WebhookFace }
  settings: SourceSettings
  nativePrefix: string
  standardPrefix: string
}

export function shapingOf(platform: Shaping['platform'], settings: SourceSettings): Shaping {
  const { messageIdScope } = settings
  return {
    platform,
    settings,
    nativePrefix: messageIdPrefix(platform.id, 'n', messageIdScope),
    standardPrefix: messageIdPrefix(platform.id, 's', messageIdScope),
  }
}

/** @param raw The vendor's item as received: where it has no id of its own, it is hashed. */
export function shape(
  raw: unknown,
  item: WebhookItem,
  shaping: Shaping,
): readonly SegmentCall[] | Outcome {
  const { platform, settings } = shaping
  const identity = identityOf(item.units, settings.identityMapping, platform.webhook.identity)
  if (identity.userId === undefined && identity.anonymousId === undefined) {
    // Nobody's visit: the console changed something. One fixed id adds one tracked user at most.
    if (item.kind === 'change') identity.anonymousId = `sx-${platform.id}-console`
    else return noUnit(item)
  }
  const { eventForm } = settings
  const wantsNative = eventForm !== 'standard' || !hasStandardForm(item)
  const native = wantsNative ? nativeCall(raw, item, identity, shaping) : undefined
  const wantsStandard = eventForm !== 'native' || native === undefined
  const standard = wantsStandard ? standardCall(raw, item, identity, shaping) : undefined
  if (native !== undefined) return standard === undefined ? [native] : [native, standard]
  return standard === undefined ? dropped(item.notExposure ?? 'UNMAPPED') : [standard]
}

function noUnit(item: WebhookItem): Outcome {
  const kinds = new Set(item.units.map(({ kind }) => (IS_WORD.test(kind) ? kind : 'another kind')))
  const carried = kinds.size === 0 ? 'no unit' : `only ${[...kinds].sort().join(', ')}`
  return dropped('NO_UNIT', `the item carries ${carried}; see identityMapping`)
}

/** A kind is a key of the vendor's body, and somebody's address could be one. */
const IS_WORD = /^[A-Za-z][\w-]{0,39}$/

function hasStandardForm(item: WebhookItem): boolean {
  return item.kind === 'exposure' || item.kind === 'change'
}

function nativeCall(
  raw: unknown,
  item: WebhookItem,
  identity: Identity,
  { nativePrefix }: Shaping,
): SegmentCall | undefined {
  if (item.native === undefined) return undefined
  return call(item, identity, item.native, nativePrefix + keyOf(raw, item))
}

function standardCall(
  raw: unknown,
  item: WebhookItem,
  identity: Identity,
  { settings, standardPrefix }: Shaping,
): SegmentCall | undefined {
  const { exposure, change } = item
  if (exposure !== undefined) {
    const properties = standardProperties(exposure)
    const viewed = { type: 'track', event: EXPERIMENT_VIEWED, properties } as const
    return call(item, identity, viewed, standardPrefix + exposureKey(exposure))
  }
  if (change === undefined) return undefined
  const event = CHANGE_EVENTS[change.action]
  const properties = changeProperties(change, settings.actorEmail)
  const changed = { type: 'track', event, properties } as const
  return call(item, identity, changed, standardPrefix + keyOf(raw, item))
}

/** What makes an item the same one again: a redelivery collapses, two evaluations stay two. */
function keyOf(raw: unknown, { eventId }: WebhookItem): string {
  return eventId === undefined ? itemKey(raw) : hash(eventId)
}

/** Only the fields that there are: field by field, because this runs for every event. */
function call(
  item: WebhookItem,
  { userId, anonymousId, context: units }: Identity,
  { type, event, name, properties, context: native }: NativeCall,
  messageId: string,
): SegmentCall {
  const timestamp = isoTime(item.timeMs)
  const segmentCall: SegmentCall = { type, properties, messageId, timestamp }
  if (event !== undefined) segmentCall.event = event
  if (name !== undefined) segmentCall.name = name
  if (userId !== undefined) segmentCall.userId = userId
  if (anonymousId !== undefined) segmentCall.anonymousId = anonymousId
  const context = units.length === 0 ? native : contextOf(native, units)
  if (context !== undefined) segmentCall.context = context
  return segmentCall
}

function contextOf(
  native: Record<string, unknown> | undefined,
  units: Identity['context'],
): Record<string, unknown> {
  const context = { ...native }
  for (const { path, id } of units) assign(context, path, id)
  return context
}

/** Copies each level on the way, so that the vendor's own objects are never written to. */
function assign(target: Record<string, unknown>, path: readonly string[], id: string): void {
  const [head = '', ...rest] = path
  if (rest.length === 0) {
    target[head] = id
    return
  }
  const inner = target[head]
  const copy = typeof inner === 'object' && inner !== null ? { ...inner } : {}
  target[head] = copy
  assign(copy as Record<string, unknown>, rest, id)
}
