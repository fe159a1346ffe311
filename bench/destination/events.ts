/** Events of about 1 KB, as analytics.js and Engage send them. */
import type { SegmentEvent } from '@segment/actions-core'

const START_MS = Date.parse('2026-11-21T10:00:00.000Z')

/** A browser's context, so that the size of an event is what it is in practice. */
const CONTEXT = {
  ip: '198.51.100.7',
  locale: 'en-US',
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
  library: { name: 'analytics.js', version: 'npm:next-1.84.3' },
  page: {
    path: '/checkout',
    referrer: 'https://shop.example/cart',
    search: '',
    title: 'Checkout',
    url: 'https://shop.example/checkout',
  },
  timezone: 'Europe/Paris',
}

/** @param round makes the time later, so that a repeated benchmark is not a redelivery */
export function eventsOf(
  kind: 'track' | 'audience',
  count: number,
  round: number,
  audienceSettings: object = {},
): SegmentEvent[] {
  return Array.from({ length: count }, (_, i) =>
    kind === 'track' ? trackOf(i, round) : audienceOf(i, round, audienceSettings),
  )
}

const timeOf = (i: number, round: number) =>
  new Date(START_MS + round * 1_000_000 + i).toISOString()

function trackOf(i: number, round: number): SegmentEvent {
  return {
    type: 'track',
    event: 'Order Completed',
    userId: `user-${i}`,
    anonymousId: `anonymous-${i}`,
    messageId: `message-${round}-${i}`,
    timestamp: timeOf(i, round),
    properties: {
      order_id: `order-${i}`,
      revenue: 25.5,
      currency: 'EUR',
      coupon: 'AUTUMN',
      products: 3,
      vwo_uuid: `uuid-${i}`,
      kameleoonVisitorCode: `visitor-${i}`,
    },
    context: CONTEXT,
  } as unknown as SegmentEvent
}

/** One in ten leaves. */
function audienceOf(i: number, round: number, audienceSettings: object): SegmentEvent {
  const member = i % 10 !== 0
  const key = 'big_spenders'
  const personas = {
    computation_class: 'audience',
    computation_id: 'aud_1',
    computation_key: key,
    namespace: 'spa_1',
    external_audience_id: 'list_1',
    audience_settings: audienceSettings,
  }
  return {
    type: 'track',
    event: member ? 'Audience Entered' : 'Audience Exited',
    userId: `user-${i}`,
    anonymousId: `anonymous-${i}`,
    messageId: `message-${round}-${i}`,
    timestamp: timeOf(i, round),
    properties: { audience_key: key, [key]: member },
    context: { ...CONTEXT, personas },
  } as unknown as SegmentEvent
}
