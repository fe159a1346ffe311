import { kameleoon } from '../platforms/kameleoon'
import { type Driven, driveDestination } from './testing/drive-destination'
import { type FakePlatform, startFakePlatform } from './testing/fake-platform'
import { trackCall } from './testing/segment-test-events'

const API_KEY = btoa('{"client_id":"a","client_secret":"b"}')
const SETTINGS = { apiKey: API_KEY, siteCode: '0123456789' }
const SENT = { status: 200, body: { outcome: 'sent' } }
let api: FakePlatform
let driven: Driven

beforeEach(async () => {
  api = await startFakePlatform()
  api.answer = () => ({ status: 200 })
  driven = driveDestination(kameleoon, { ...SETTINGS, host: api.url })
})
afterEach(() => api.close())

const visit = { kameleoonVisitorCode: 'visitor-1' }

it('sends track, page and group calls, one a request, with the visitor code', async () => {
  const nodes = await driven.batch('trackEvent', [
    trackCall({ properties: { ...visit, revenue: 5 }, context: { ip: '1.2.3.4', personas: {} } }),
    trackCall({ type: 'page', event: undefined, name: 'Home', properties: visit }),
    trackCall({
      type: 'group',
      event: undefined,
      groupId: 'g1',
      properties: undefined,
      traits: visit,
    }),
  ])
  expect(nodes).toEqual([SENT, SENT, SENT])
  for (const { method, path, headers } of api.requests) {
    expect({ method, path }).toEqual({ method: 'POST', path: '/segmentio' })
    expect(headers).toMatchObject({
      authorization: `Basic ${API_KEY}`,
      'x-segment-settings': '0123456789',
    })
  }
  const shared = {
    userId: 'user-1',
    anonymousId: 'anon-1',
    messageId: 'message-1',
    timestamp: '2026-11-21T10:00:00.000Z',
    context: {},
    properties: visit,
  }
  const bodies = api.requests.map(({ body }) => body as { type: string })
  expect(bodies.sort((a, b) => a.type.localeCompare(b.type))).toEqual([
    { ...shared, type: 'group', groupId: 'g1' },
    { ...shared, type: 'page', name: 'Home' },
    {
      ...shared,
      type: 'track',
      event: 'Order Completed',
      properties: { ...visit, revenue: 5 },
      context: { ip: '1.2.3.4' },
    },
  ])
})

it('sends the traits of an identify call as properties', async () => {
  const call = trackCall({ type: 'identify', event: undefined, properties: undefined })
  await driven.batch('identifyUser', [{ ...call, traits: { ...visit, plan: 'pro' } }])
  expect(api.requests[0]?.body).toMatchObject({
    type: 'identify',
    properties: { kameleoonVisitorCode: 'visitor-1', plan: 'pro' },
  })
})

it('takes the visitor code from where the mapping says', async () => {
  const settings = { ...SETTINGS, identityMapping: 'visitorCode=anonymousId', host: api.url }
  await driveDestination(kameleoon, settings).batch('trackEvent', [trackCall()])
  expect(api.requests[0]?.body).toMatchObject({ properties: { kameleoonVisitorCode: 'anon-1' } })
})

it('has fifty requests under way at once, not more', async () => {
  const { batch_size: batchSize } = driven.definition.actions.trackEvent?.fields ?? {}
  expect(batchSize?.default).toBe(100)
  api.answer = () => ({ status: 200, delayMs: 300 })
  const events = Array.from({ length: 90 }, () => trackCall({ properties: visit }))
  const nodes = await driven.batch('trackEvent', events)
  expect(nodes).toEqual(events.map(() => SENT))
  expect(api.mostAtOnce()).toBe(50)
})

it('stops at the first refusal of the key instead of repeating it for every event', async () => {
  api.answer = () => ({ status: 403 })
  const events = Array.from({ length: 100 }, () => trackCall({ properties: visit }))
  const nodes = await driven.batch('trackEvent', events)
  expect(new Set(nodes.map(({ status }) => status))).toEqual(new Set([403]))
  expect(api.requests.length).toBeLessThanOrEqual(60)
})

it('checks the form of the key and of the site code', async () => {
  const { testAuthentication } = driven.destination
  const test = testAuthentication.bind(driven.destination)
  await expect(test({ ...SETTINGS, apiKey: 'plain' })).rejects.toThrow('apiKey must be the key')
  await expect(test({ ...SETTINGS, siteCode: '123' })).rejects.toThrow(
    'siteCode must have 10 characters (received: 3)',
  )
  await expect(test(SETTINGS)).resolves.toBeUndefined()
})
