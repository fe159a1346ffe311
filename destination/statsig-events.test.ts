import { statsig } from '../platforms/statsig'
import { openApiProblems } from './testing/contracts'
import { type Driven, driveDestination } from './testing/drive-destination'
import { type FakePlatform, startFakePlatform } from './testing/fake-platform'
import { trackCall } from './testing/segment-test-events'

const SENT = { status: 200, body: { outcome: 'sent' } }
const STATSIG_CONTRACTS = ['statsig-httpopenapi.json', 'statsig-console-segments.openapi.json']
let api: FakePlatform
let statsigDestination: Driven

beforeEach(async () => {
  api = await startFakePlatform()
  statsigDestination = driveDestination(statsig, { serverSecret: 'secret-1', host: api.url })
})
afterEach(async () => {
  await api.close()
  expect(openApiProblems(STATSIG_CONTRACTS, api.requests)).toEqual([])
})

describe('a Segment event becomes a Statsig event', () => {
  it('sends a batch in one request, with ids, value, time and flat metadata', async () => {
    const page = trackCall({ type: 'page', event: undefined, name: 'Home', properties: {} })
    const nodes = await statsigDestination.batch('trackEvent', [trackCall(), page])

    expect(nodes).toEqual([SENT, SENT])
    expect(api.requests).toHaveLength(1)
    const [request] = api.requests
    expect(request).toMatchObject({
      method: 'POST',
      path: '/v1/log_event',
      headers: { 'statsig-api-key': 'secret-1', 'content-type': 'application/json' },
    })
    const user = { userID: 'user-1', customIDs: { stableID: 'anon-1' } }
    expect(request?.body).toEqual({
      events: [
        {
          eventName: 'Order Completed',
          value: 25.5,
          time: Date.parse('2026-11-21T10:00:00.000Z'),
          user,
          metadata: {
            revenue: '25.5',
            'plan.tier': 'pro',
            items: '["a","b"]',
            segmentMessageId: 'message-1',
          },
        },
        {
          eventName: 'page::Home',
          time: Date.parse('2026-11-21T10:00:00.000Z'),
          user,
          metadata: { segmentMessageId: 'message-1' },
        },
      ],
    })
  })

  it('sends a single event the same way', async () => {
    expect(await statsigDestination.single('trackEvent', trackCall())).toEqual({ outcome: 'sent' })
    expect(api.requests.map(({ path }) => path)).toEqual(['/v1/log_event'])
  })

  it('keeps a text value as text', async () => {
    await statsigDestination.single('trackEvent', trackCall({ properties: { value: 'blue' } }))
    expect(api.requests[0]?.body).toMatchObject({ events: [{ value: 'blue' }] })
  })
})

describe('one bad event', () => {
  it('without any id is named and does not cost its neighbours', async () => {
    const nameless = trackCall({ userId: '', anonymousId: '' })
    const nodes = await statsigDestination.batch('trackEvent', [trackCall(), nameless, trackCall()])
    expect(nodes).toEqual([
      SENT,
      { status: 400, errormessage: '[NO_UNIT] No id that identityMapping names is set.' },
      SENT,
    ])
    expect(api.requests[0]?.body).toMatchObject({ events: [{}, {}] })
  })

  it('with a name that Statsig drops is named', async () => {
    const illegal = trackCall({ event: '$purchase {eur}' })
    const nodes = await statsigDestination.batch('trackEvent', [illegal, trackCall()])
    expect(nodes).toEqual([
      {
        status: 400,
        errormessage:
          '[ILLEGAL_NAME] Statsig drops events whose name has $ { }. Rename the event, or map another name.',
      },
      SENT,
    ])
  })
})

describe('the keys are told apart before the first request', () => {
  it('names a console key in the place of the server secret', async () => {
    const wrong = driveDestination(statsig, { serverSecret: 'console-1', host: api.url })
    await expect(
      wrong.destination.testAuthentication({ serverSecret: 'console-1', host: api.url }),
    ).rejects.toThrow('serverSecret must start with "secret-"')
    expect(await wrong.batch('trackEvent', [trackCall()])).toMatchObject([{ status: 401 }])
    expect(api.requests).toEqual([])
  })

  it('tests both keys with a request each', async () => {
    api.answer = ({ method }) => ({ status: method === 'GET' ? 401 : 200, body: {} })
    const settings = { serverSecret: 'secret-1', consoleKey: 'console-1', host: api.url }
    await expect(statsigDestination.destination.testAuthentication(settings)).rejects.toThrow(
      'consoleKey: [UNAUTHORIZED]',
    )
    expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/check_gate',
      'GET /console/v1/segments?limit=1',
    ])
  })
})
