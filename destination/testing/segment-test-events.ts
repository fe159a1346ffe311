/** Segment events for tests, in the shapes that Segment documents. */
import type { SegmentEvent } from '@segment/actions-core'

const AT = '2026-11-21T10:00:00.000Z'

export function trackCall(over: Partial<SegmentEvent> = {}): SegmentEvent {
  return {
    type: 'track',
    event: 'Order Completed',
    userId: 'user-1',
    anonymousId: 'anon-1',
    messageId: 'message-1',
    timestamp: AT,
    properties: { revenue: 25.5, plan: { tier: 'pro' }, items: ['a', 'b'] },
    context: {},
    ...over,
  } as SegmentEvent
}

interface Membership {
  key?: string
  userId?: string | null
  member?: unknown
  at?: string
  computationClass?: string
  /** The list that `createAudience` returned. */
  listId?: string
  via?: 'identify' | 'track'
  /** From the audience's settings. */
  unitKindOfList?: string
}

/** https://segment.com/docs/engage/using-engage-data/ */
export function audienceCall(membership: Membership = {}): SegmentEvent {
  const { key = 'big_spenders', userId = 'user-1', at = AT, via = 'identify' } = membership
  const personas = {
    computation_class: membership.computationClass ?? 'audience',
    computation_id: `aud_${key}`,
    computation_key: key,
    namespace: 'spa_1',
    ...(membership.listId === undefined ? {} : { external_audience_id: membership.listId }),
    ...(membership.unitKindOfList === undefined
      ? {}
      : { audience_settings: { unitKind: membership.unitKindOfList } }),
  }
  const values = 'member' in membership ? { [key]: membership.member } : { [key]: true }
  const shared = {
    userId,
    messageId: `m-${key}-${userId}-${at}`,
    timestamp: at,
    context: { personas },
  }
  if (via === 'identify') return { ...shared, type: 'identify', traits: values } as SegmentEvent
  const event = Object.values(values)[0] === false ? 'Audience Exited' : 'Audience Entered'
  const properties = { audience_key: key, ...values }
  return { ...shared, type: 'track', event, properties } as SegmentEvent
}
