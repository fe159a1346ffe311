import { createAcceleratedClock } from '../accelerated-clock'
import { createPublicApi } from './client'
import { createRateLimiter } from './rate-limiter'
import { type Region, regions } from './region'

const realFetch = globalThis.fetch
afterEach(() => {
  globalThis.fetch = realFetch
})

/** Stands where the network is, and keeps what was asked. */
function answerWith(...responses: Response[]): { url: string; init: RequestInit }[] {
  const asked: { url: string; init: RequestInit }[] = []
  globalThis.fetch = async (url, init = {}) => {
    asked.push({ url: String(url), init })
    const response = responses.shift()
    if (response === undefined) throw new TypeError('no more answers')
    return response
  }
  return asked
}

function apiIn(region: Region) {
  const clock = createAcceleratedClock()
  const limiter = createRateLimiter(clock)
  const url = regions[region].apiUrl
  return { api: createPublicApi({ token: 'sgp_x', region, url, clock, limiter }), clock }
}

it.each<[Region, string]>([
  ['us', 'https://api.segmentapis.com/functions/sfnc_a%2Fb?resourceType=SOURCE'],
  ['eu', 'https://eu1.api.segmentapis.com/functions/sfnc_a%2Fb?resourceType=SOURCE'],
])('asks the host of region %s, and follows no redirect', async (region, expected) => {
  const asked = answerWith(Response.json({ data: { some: 'thing' } }))
  const { api } = apiIn(region)
  const input = { path: { functionId: 'sfnc_a/b' }, query: { resourceType: 'SOURCE' } }
  expect(await api.call('getFunction', input)).toEqual({ some: 'thing' })
  const { signal, ...init } = asked[0]?.init ?? {}
  expect({ url: asked[0]?.url, init }).toEqual({
    url: expected,
    init: {
      method: 'GET',
      headers: { authorization: 'Bearer sgp_x', accept: 'application/json' },
      body: null,
      redirect: 'manual',
    },
  })
  expect(signal).toBeInstanceOf(AbortSignal)
})

it('sends a body as JSON', async () => {
  const asked = answerWith(Response.json({ data: {} }))
  await apiIn('us').api.call('createLabel', { body: { label: { key: 'a', value: 'b' } } })
  expect(asked[0]?.init).toMatchObject({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"label":{"key":"a","value":"b"}}',
  })
})

it('never sends a POST twice where the first may have acted', async () => {
  const asked = answerWith(new Response('', { status: 503 }), Response.json({ data: {} }))
  await expect(apiIn('us').api.call('createFunction', { body: {} })).rejects.toMatchObject({
    code: 'OUTCOME_UNKNOWN',
  })
  expect(asked).toHaveLength(1)
})

it('takes a deletion of what is gone for done', async () => {
  answerWith(new Response('{"errors":[{"type":"NotFound"}]}', { status: 404 }))
  const path = { destinationId: 'd', id: 's' }
  expect(await apiIn('us').api.call('removeSubscriptionFromDestination', { path })).toBeUndefined()
})

it('waits where Segment says that nothing is left of the limit', async () => {
  const reset = new Date(Date.UTC(2026, 10, 21, 0, 0, 30)).toUTCString()
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
  answerWith(Response.json({ data: {} }, { headers }), Response.json({ data: {} }))
  const { api, clock } = apiIn('us')
  await api.call('listLabels')
  expect(clock.sleptMs()).toBe(0)
  await api.call('listLabels')
  expect(clock.sleptMs()).toBeGreaterThan(29_000)
  expect(clock.sleptMs()).toBeLessThan(30_001)
})
