import { launchdarkly } from '../platforms/launchdarkly'
import { events } from '../platforms/launchdarkly/events'
import { lists } from '../platforms/launchdarkly/lists'
import { type Driven, driveDestination } from './testing/drive-destination'
import { type FakePlatform, startFakePlatform } from './testing/fake-platform'
import { audienceCall, trackCall } from './testing/segment-test-events'

const CLIENT_SIDE_ID = '5f0000000000000000000001'
const SETTINGS = { clientSideId: CLIENT_SIDE_ID, apiToken: 'api-1' }
const SENT = { status: 200, body: { outcome: 'sent' } }
const TIME = Date.parse('2026-11-21T10:00:00.000Z')
let api: FakePlatform
let driven: Driven

beforeEach(async () => {
  api = await startFakePlatform()
  api.answer = () => ({ status: 202 })
  driven = driveDestination(launchdarkly, { ...SETTINGS, host: api.url })
})
afterEach(() => api.close())

describe('conversions', () => {
  it('go as one array of custom events, with a metric value where there is a number', async () => {
    const text = trackCall({ messageId: 'm2', properties: { value: 'blue' } })
    const bare = trackCall({ messageId: 'm3', properties: {} })
    expect(await driven.batch('trackEvent', [trackCall(), text, bare])).toEqual([SENT, SENT, SENT])
    const shared = { kind: 'custom', key: 'Order Completed', creationDate: TIME }
    const contextKeys = { user: 'user-1' }
    expect(api.requests).toHaveLength(1)
    expect(api.requests[0]).toMatchObject({
      method: 'POST',
      path: `/events/bulk/${CLIENT_SIDE_ID}`,
      headers: { 'x-launchdarkly-event-schema': '4' },
      body: [
        {
          ...shared,
          contextKeys,
          metricValue: 25.5,
          data: { revenue: 25.5, plan: { tier: 'pro' }, items: ['a', 'b'] },
        },
        { ...shared, contextKeys, data: { value: 'blue' } },
        { ...shared, contextKeys },
      ],
    })
    expect(api.requests[0]?.headers.authorization).toBeUndefined()
  })

  it('carry every context that the mapping names', async () => {
    const identityMapping = 'user=userId, device=anonymousId, organization=groupId'
    const several = driveDestination(launchdarkly, { ...SETTINGS, identityMapping, host: api.url })
    await several.batch('trackEvent', [trackCall({ context: { groupId: 'company-1' } })])
    expect(api.requests[0]?.body).toMatchObject([
      { contextKeys: { user: 'user-1', device: 'anon-1', organization: 'company-1' } },
    ])
  })

  it('have the same payload id when they are sent again, and another one otherwise', async () => {
    const other = trackCall({ messageId: 'message-2' })
    for (const batch of [[trackCall()], [trackCall()], [trackCall(), other]]) {
      await driven.batch('trackEvent', batch)
    }
    const ids = api.requests.map(({ headers }) => headers['x-launchdarkly-payload-id'])
    expect(ids[0]).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
  })

  it('name what LaunchDarkly would lose behind its 202', async () => {
    const nameless = trackCall({ event: ' ' })
    const anonymous = trackCall({ userId: null })
    expect(await driven.batch('trackEvent', [nameless, trackCall(), anonymous])).toEqual([
      {
        status: 400,
        errormessage: '[MALFORMED] A track call without an event name. Map the name field.',
      },
      SENT,
      { status: 400, errormessage: '[NO_UNIT] No id that identityMapping names is set.' },
    ])
    expect(api.requests[0]?.body).toHaveLength(1)
  })

  it('go to the import API where its keys are set', async () => {
    const settings = { ...SETTINGS, projectKey: 'web', environmentKey: 'production', host: api.url }
    await driveDestination(launchdarkly, settings).batch('trackEvent', [trackCall()])
    expect(api.requests[0]).toMatchObject({
      path: '/v2/event-data-import/web/production',
      headers: { authorization: 'api-1', 'x-launchdarkly-event-schema': '4' },
    })
  })
})

describe('audiences', () => {
  it('go as one request each, named as Segment names them', async () => {
    await driven.batch('syncAudience', [
      audienceCall({ userId: 'u1' }),
      audienceCall({ userId: 'u2', member: false }),
    ])
    const cohort = { cohortName: 'Big spenders', cohortId: 'aud_big_spenders' }
    expect(api.requests).toHaveLength(1)
    expect(api.requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/v2/segment-targets/segment-audiences',
      headers: { authorization: 'api-1', 'ld-api-version': '20240415' },
      body: {
        environmentId: CLIENT_SIDE_ID,
        contextKind: 'user',
        batch: [
          { userId: 'u1', ...cohort, value: true },
          { userId: 'u2', ...cohort, value: false },
        ],
      },
    })
  })
})

it.each([
  ['us', 'https://events.launchdarkly.com', 'https://app.launchdarkly.com'],
  ['eu', 'https://events.eu.launchdarkly.com', 'https://app.eu.launchdarkly.com'],
  ['federal', 'https://events.launchdarkly.us', 'https://app.launchdarkly.us'],
])('sends everything of region %s to its hosts', (region, eventsHost, appHost) => {
  const settings = { ...SETTINGS, region }
  const event = {
    type: 'track',
    name: 'a',
    userId: 'u',
    properties: {},
    context: {},
    timeMs: 1,
  } as const
  const delta = { listId: 'l', changes: [{ id: 'u', member: true }] }
  const plans = [events.conversions([event], settings), lists.changes(delta, settings)]
  const hosts = plans.flatMap(({ requests }) =>
    requests.map(({ request }) => new URL(request.url).origin),
  )
  expect(hosts).toEqual([eventsHost, appHost])
})

describe('testAuthentication', () => {
  it('tells an SDK key from the client-side id and the token, without a request', async () => {
    const wrongId = { ...SETTINGS, clientSideId: 'sdk-1', host: api.url }
    const wrongToken = { ...SETTINGS, apiToken: 'mob-1', host: api.url }
    await expect(driven.destination.testAuthentication(wrongId)).rejects.toThrow(
      'clientSideId must be the environment',
    )
    await expect(driven.destination.testAuthentication(wrongToken)).rejects.toThrow(
      'apiToken must be an access token',
    )
    expect(api.requests).toEqual([])
  })

  it('asks for both', async () => {
    api.answer = () => ({ status: 200 })
    await driven.destination.testAuthentication({ ...SETTINGS, host: api.url })
    expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `HEAD /sdk/goals/${CLIENT_SIDE_ID}`,
      'GET /api/v2/versions',
    ])
  })
})
