/** One parsed item as Segment calls: native form, standard form, or both. */
import { canonicalJson } from '../platforms/canonical-json'
import { nativeMessageId, standardMessageId } from '../platforms/message-id'
import { dropped, type Outcome } from '../platforms/outcome'
import type { WebhookFace, WebhookItem } from '../platforms/platform'
import { present } from '../platforms/present'
import {
  CHANGE_EVENTS,
  changeProperties,
  EXPERIMENT_VIEWED,
  standardProperties,
} from '../platforms/standard-form'
import { type Identity, identityOf } from './identity-of'
import type { SourceSettings } from './read-settings'
import type { SegmentCall } from './segment-call'

export interface ShapeInput {
  platform: string
  face: WebhookFace
  /** The vendor's item as received: where it has no id of its own, it is hashed. */
  raw: unknown
  item: WebhookItem
  settings: SourceSettings
}

export function shape(input: ShapeInput): SegmentCall[] | Outcome {
  const { item, face, settings, platform } = input
  const identity = identityOf(item.units, settings.identityMapping, face.identity)
  if (identity.userId === undefined && identity.anonymousId === undefined) {
    // Nobody's visit: the console changed something. One fixed id adds one tracked user at most.
    if (item.kind === 'change') identity.anonymousId = `sx-${platform}-console`
    else return noUnit(item)
  }
  const standard = settings.eventForm === 'native' ? undefined : standardCall(input, identity)
  const wantsNative = settings.eventForm !== 'standard' || !hasStandardForm(item)
  const native = wantsNative ? nativeCall(input, identity) : undefined
  const fallback =
    native === undefined && standard === undefined ? standardCall(input, identity) : undefined
  const calls = [native, standard, fallback].filter((call) => call !== undefined)
  return calls.length > 0 ? calls : dropped(item.notExposure ?? 'UNMAPPED')
}

function noUnit(item: WebhookItem): Outcome {
  const kinds = item.units.map((unit) => unit.kind)
  const carried = kinds.length === 0 ? 'no unit' : `only ${[...new Set(kinds)].sort().join(', ')}`
  return dropped('NO_UNIT', `the item carries ${carried}; see identityMapping`)
}

function hasStandardForm(item: WebhookItem): boolean {
  return item.kind === 'exposure' || item.kind === 'change'
}

function nativeCall(input: ShapeInput, identity: Identity): SegmentCall | undefined {
  const { platform, raw, item, settings } = input
  if (item.native === undefined) return undefined
  const { type, event, name, properties, context } = item.native
  const key = item.eventId ?? canonicalJson(raw)
  return call(item, identity, {
    type,
    event,
    name,
    properties,
    context,
    messageId: nativeMessageId(platform, key, settings.messageIdScope),
  })
}

function standardCall(input: ShapeInput, identity: Identity): SegmentCall | undefined {
  const { item, settings, platform, raw } = input
  const scope = settings.messageIdScope
  if (item.exposure !== undefined) {
    return call(item, identity, {
      type: 'track',
      event: EXPERIMENT_VIEWED,
      properties: standardProperties(item.exposure),
      messageId: standardMessageId(item.exposure, scope),
    })
  }
  if (item.change === undefined) return undefined
  const event = CHANGE_EVENTS[item.change.action]
  return call(item, identity, {
    type: 'track',
    event,
    properties: changeProperties(item.change, settings.actorEmail),
    messageId: nativeMessageId(platform, `${event}\n${item.eventId ?? canonicalJson(raw)}`, scope),
  })
}

type Shaped = Pick<SegmentCall, 'type' | 'event' | 'name' | 'properties' | 'context' | 'messageId'>

function call(item: WebhookItem, identity: Identity, shaped: Shaped): SegmentCall {
  const { type, event, name, properties, messageId } = shaped
  return present({
    type,
    event,
    name,
    userId: identity.userId,
    anonymousId: identity.anonymousId,
    context: contextOf(shaped.context, identity),
    properties,
    messageId,
    timestamp: new Date(item.timeMs).toISOString(),
  })
}

function contextOf(
  native: Record<string, unknown> | undefined,
  identity: Identity,
): Record<string, unknown> | undefined {
  if (identity.context.length === 0) return native
  const context = { ...native }
  for (const { path, id } of identity.context) assign(context, path, id)
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
