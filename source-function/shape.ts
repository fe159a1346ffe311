/** One parsed item as Segment calls: native form, standard form, or both. */
import { itemKey } from '../platforms/item-key'
import { nativeMessageId, standardMessageId } from '../platforms/message-id'
import { dropped, type Outcome } from '../platforms/outcome'
import type { NativeCall, WebhookFace, WebhookItem } from '../platforms/platform'
import {
  CHANGE_EVENTS,
  changeProperties,
  EXPERIMENT_VIEWED,
  standardProperties,
} from '../platforms/standard-form'
import { type Identity, identityOf } from './identity-of'
import { isoTime } from './iso-time'
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
  const { eventForm } = settings
  const calls: SegmentCall[] = []
  if (eventForm !== 'standard' || !hasStandardForm(item)) push(calls, nativeCall(input, identity))
  if (eventForm !== 'native' || calls.length === 0) push(calls, standardCall(input, identity))
  return calls.length > 0 ? calls : dropped(item.notExposure ?? 'UNMAPPED')
}

function push(calls: SegmentCall[], call: SegmentCall | undefined): void {
  if (call !== undefined) calls.push(call)
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

function nativeCall(input: ShapeInput, identity: Identity): SegmentCall | undefined {
  const { platform, raw, item, settings } = input
  if (item.native === undefined) return undefined
  const key = item.eventId ?? itemKey(raw)
  return call(item, identity, item.native, nativeMessageId(platform, key, settings.messageIdScope))
}

function standardCall(input: ShapeInput, identity: Identity): SegmentCall | undefined {
  const { item, settings, platform, raw } = input
  const scope = settings.messageIdScope
  if (item.exposure !== undefined) {
    const properties = standardProperties(item.exposure)
    const viewed = { type: 'track', event: EXPERIMENT_VIEWED, properties } as const
    return call(item, identity, viewed, standardMessageId(item.exposure, scope))
  }
  if (item.change === undefined) return undefined
  const event = CHANGE_EVENTS[item.change.action]
  const properties = changeProperties(item.change, settings.actorEmail)
  const key = `${event}\n${item.eventId ?? itemKey(raw)}`
  const changed = { type: 'track', event, properties } as const
  return call(item, identity, changed, nativeMessageId(platform, key, scope))
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
