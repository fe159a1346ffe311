import { statsig } from '../platforms/statsig'
import { openApiProblems } from './testing/contracts'
import { type Driven, driveDestination } from './testing/drive-destination'
import { type FakePlatform, startFakePlatform } from './testing/fake-platform'
import { audienceCall } from './testing/segment-test-events'

const SENT = { status: 200, body: { outcome: 'sent' } }
const STATSIG_CONTRACTS = ['statsig-httpopenapi.json', 'statsig-console-segments.openapi.json']
let api: FakePlatform
let statsigDestination: Driven

beforeEach(async () => {
  api = await startFakePlatform()
  api.answer = () => ({ status: 200, body: { message: 'IDs successfully added' } })
  statsigDestination = driveDestination(statsig, { consoleKey: 'console-1', host: api.url })
})
afterEach(async () => {
  await api.close()
  expect(openApiProblems(STATSIG_CONTRACTS, api.requests)).toEqual([])
})

const sent = () => api.requests.map(({ method, path, body }) => ({ method, path, body }))

it('adds with PATCH and removes with DELETE, one request each', async () => {
  const nodes = await statsigDestination.batch('syncAudience', [
    audienceCall({ userId: 'in-1' }),
    audienceCall({ userId: 'in-2', via: 'track' }),
    audienceCall({ userId: 'out-1', member: false }),
  ])
  expect(nodes).toEqual([SENT, SENT, SENT])
  const path = '/console/v1/segments/big_spenders/id_list'
  expect(sent()).toEqual([
    { method: 'PATCH', path, body: { ids: ['in-1', 'in-2'] } },
    { method: 'DELETE', path, body: { ids: ['out-1'] } },
  ])
  expect(api.requests[0]?.headers).toMatchObject({
    'statsig-api-key': 'console-1',
    'statsig-api-version': '20240601',
  })
})

it('goes to the user store where the setting says so, at most 1,000 ids a request', async () => {
  const settings = { consoleKey: 'console-1', host: api.url, listType: 'user_store_id_list' }
  const userStore = driveDestination(statsig, settings)
  const events = Array.from({ length: 1001 }, (_, i) => audienceCall({ userId: `u${i}` }))
  const nodes = await userStore.batch('syncAudience', events)
  expect(new Set(nodes.map(({ status }) => status))).toEqual(new Set([200]))
  expect(
    api.requests.map(({ path, body }) => [path, (body as { ids: string[] }).ids.length]),
  ).toEqual([
    ['/console/v1/segments/big_spenders/add_ids', 1000],
    ['/console/v1/segments/big_spenders/add_ids', 1],
  ])
})

it('refuses a server secret without sending it', async () => {
  const wrong = driveDestination(statsig, { consoleKey: 'secret-1', host: api.url })
  const [node] = await wrong.batch('syncAudience', [audienceCall()])
  expect(node).toEqual({
    status: 401,
    errormessage:
      '[UNAUTHORIZED] consoleKey holds a server or client key, which the Console API refuses. Use a Console API key.',
  })
  expect(api.requests).toEqual([])
})

it('names a list that is not there', async () => {
  api.answer = () => ({ status: 404, body: { status: 404, message: 'Not Found.' } })
  const [node] = await statsigDestination.batch('syncAudience', [audienceCall()])
  expect(node).toEqual({ status: 404, errormessage: '[NOT_FOUND] The platform does not know it.' })
})
