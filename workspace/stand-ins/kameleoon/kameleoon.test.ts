import { createTestStandIn } from '../create-test-stand-in'
import { kameleoonStandIn } from '.'

const { apiKey, siteCode } = kameleoonStandIn.settings('http://127.0.0.1')
const HEADERS = { authorization: `Basic ${apiKey}`, 'x-segment-settings': String(siteCode) }

/** As Segment's own Kameleoon destination sends it: captured in segmentio/action-destinations. */
const call = {
  type: 'track',
  event: 'Order Completed',
  userId: 'u1',
  messageId: 'm1',
  timestamp: '2026-11-21T10:00:00.000Z',
  properties: { revenue: 5, kameleoonVisitorCode: 'xf54dd2thdd5' },
  context: {},
}

const standIn = () => createTestStandIn(kameleoonStandIn, HEADERS)

it('takes a call, and keeps it', () => {
  const { ask, memory } = standIn()
  expect(ask('POST', '/segmentio', call)).toEqual({ status: 200, body: {} })
  ask('POST', '/segmentio', { ...call, type: 'identify', event: undefined })
  expect(memory.counts()).toEqual({ event: 1, exposure: 0, attribute: 1 })
  expect(memory.accepted('event').map(({ item }) => item)).toEqual([call])
})

it.each([
  [{ properties: {} }, "body/properties must have required property 'kameleoonVisitorCode'"],
  [{ event: undefined }, "body must have required property 'event'"],
  [{ type: 'shout' }, 'body/type must be equal to one of the allowed values'],
  [{ timestamp: 5 }, 'body/timestamp must be string'],
])('refuses %j', (fields, message) => {
  const body = JSON.parse(JSON.stringify({ ...call, ...fields }))
  expect(standIn().ask('POST', '/segmentio', body)).toEqual({
    status: 400,
    body: { status: 400, message },
  })
})

it('refuses another key or site code', () => {
  const { ask } = standIn()
  expect(ask('POST', '/segmentio', call, { ...HEADERS, authorization: 'Basic x' }).status).toBe(401)
  expect(ask('POST', '/segmentio', call, { ...HEADERS, 'x-segment-settings': 'x' }).status).toBe(
    403,
  )
})

it('refuses an event over 1 MB', () => {
  const properties = { ...call.properties, text: 'x'.repeat(1_000_000) }
  expect(standIn().ask('POST', '/segmentio', { ...call, properties }).status).toBe(413)
})

it('makes 50 new goals in 10 s, and takes any number of events of goals that it knows', () => {
  const { ask } = standIn()
  const statuses = Array.from(
    { length: 51 },
    (_, i) => ask('POST', '/segmentio', { ...call, event: `e${i}` }).status,
  )
  expect(statuses).toEqual([...Array(50).fill(200), 429])
  expect(ask('POST', '/segmentio', { ...call, event: 'e51' }).headers).toEqual({
    'retry-after': '10',
  })
  expect(ask('POST', '/segmentio', { ...call, event: 'e0' }).status).toBe(200)
})
