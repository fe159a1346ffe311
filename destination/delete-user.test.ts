import { join } from 'node:path'
import type { SegmentEvent } from '@segment/actions-core'
import { acme } from '../platforms/acme'
import { kameleoon } from '../platforms/kameleoon'
import { launchdarkly } from '../platforms/launchdarkly'
import type { Platform } from '../platforms/platform'
import type { SettingValues } from '../platforms/setting'
import { statsig } from '../platforms/statsig'
import { destinationFunction } from '../scripts/build/destination-functions'
import { openApiProblems } from './testing/contracts'
import { driveDestination } from './testing/drive-destination'
import { type FakePlatform, type RecordedRequest, startFakePlatform } from './testing/fake-platform'
import { loadFunction } from './testing/load-function'
import { audienceCall } from './testing/segment-test-events'

const user = { type: 'delete', userId: 'user-1', anonymousId: 'anon-1' } as unknown as SegmentEvent
const root = join(__dirname, '..')

interface Case {
  platform: Platform
  settings: SettingValues
  /** The platform's lists, two pages where it has pages. */
  answer(request: RecordedRequest): unknown
  expected: [method: string, path: string, body?: unknown][]
}

const statsigLists = (page: string | null) => ({
  data:
    page === '1'
      ? [
          { id: 'beta', type: 'id_list', idType: 'userID' },
          { id: 'rules', type: 'rule_based' },
          { id: 'devices', type: 'id_list', idType: 'stableID' },
        ]
      : [
          { id: 'vips', type: 'user_store_id_list' },
          { id: 'companies', type: 'id_list', idType: 'companyID' },
        ],
  pagination: { pageNumber: Number(page), nextPage: page === '1' ? '/more' : null },
})

const segments = '/api/v2/segments/shop/production'
const filter = 'filter=unbounded%20equals%20true'
const launchdarklySegments = (offset: string | null) =>
  offset === '0'
    ? {
        items: [
          { key: 'beta users', unbounded: true, unboundedContextKind: 'user' },
          { key: 'small', unbounded: false },
        ],
        _links: { next: { href: `${segments}?limit=50&offset=50` } },
      }
    : {
        items: [
          { key: 'orgs', unbounded: true, unboundedContextKind: 'organization' },
          { key: 'vips', unbounded: true },
        ],
        _links: {},
      }

const query = ({ path }: RecordedRequest, name: string) =>
  new URL(path, 'http://x').searchParams.get(name)

const cases: Case[] = [
  {
    platform: statsig,
    settings: { consoleKey: 'console-1' },
    answer: (request) => (request.method === 'GET' ? statsigLists(query(request, 'page')) : {}),
    expected: [
      ['GET', '/console/v1/segments?limit=100&page=1'],
      ['GET', '/console/v1/segments?limit=100&page=2'],
      ['DELETE', '/console/v1/segments/beta/id_list', { ids: ['user-1'] }],
      ['DELETE', '/console/v1/segments/devices/id_list', { ids: ['anon-1'] }],
      ['PATCH', '/console/v1/segments/vips/remove_ids', { ids: ['user-1'] }],
    ],
  },
  {
    platform: launchdarkly,
    settings: {
      clientSideId: 'c1',
      apiToken: 'api-1',
      projectKey: 'shop',
      environmentKey: 'production',
    },
    answer: (request) =>
      request.method === 'GET' ? launchdarklySegments(query(request, 'offset')) : {},
    expected: [
      ['GET', `${segments}?limit=50&offset=0&${filter}`],
      ['GET', `${segments}?limit=50&offset=50&${filter}`],
      ['POST', `${segments}/beta%20users/contexts`, { included: { remove: ['user-1'] } }],
      ['POST', `${segments}/vips/contexts`, { included: { remove: ['user-1'] } }],
    ],
  },
  {
    platform: acme,
    settings: { apiKey: 'acme-1' },
    answer: ({ method }) => (method === 'GET' ? { lists: ['beta', 'vips'] } : {}),
    expected: [
      ['GET', '/lists'],
      ['POST', '/lists/beta', { add: [], remove: ['user-1'] }],
      ['POST', '/lists/vips', { add: [], remove: ['user-1'] }],
    ],
  },
]

let api: FakePlatform
beforeEach(async () => {
  api = await startFakePlatform()
})
afterEach(() => api.close())

const asked = () => api.requests.map(({ method, path, body }) => [method, path, body])
const onDelete = (platform: Platform, settings: SettingValues) => {
  const { destination } = driveDestination(platform, settings)
  return () => destination.onDelete?.(user, { ...settings } as never)
}

describe.each(cases)('a user who is deleted in $platform.name', (one) => {
  const { platform, expected } = one
  beforeEach(() => {
    api.answer = (request) => ({ status: 200, body: one.answer(request) })
  })
  const settings = () => ({ ...one.settings, host: api.url })

  it('leaves every list of the kinds that Segment knows the user by', async () => {
    await expect(onDelete(platform, settings())()).resolves.toEqual({ outcome: 'sent' })
    expect(asked()).toEqual(expected.map(([method, path, body]) => [method, path, body]))
    if (platform === statsig) {
      expect(openApiProblems(['statsig-console-segments.openapi.json'], api.requests)).toEqual([])
    }
  })

  it('leaves them through the destination function, with the same requests', async () => {
    const loaded = loadFunction(await destinationFunction(root, platform.id))
    await expect(loaded.onDelete(user, settings())).resolves.toBeUndefined()
    expect(asked()).toEqual(expected.map(([method, path, body]) => [method, path, body]))
  })

  it('is not reported as forgotten while the platform is busy', async () => {
    const last = expected.at(-1)?.[1]
    api.answer = (request) =>
      request.path === last ? { status: 503 } : { status: 200, body: one.answer(request) }
    await expect(onDelete(platform, settings())()).rejects.toMatchObject({
      status: 503,
      message: '[UPSTREAM_BUSY] status 503',
    })
  })

  it('does not mind a list that has been deleted meanwhile', async () => {
    const last = expected.at(-1)?.[1]
    api.answer = (request) =>
      request.path === last ? { status: 404 } : { status: 200, body: one.answer(request) }
    await expect(onDelete(platform, settings())()).resolves.toEqual({ outcome: 'sent' })
  })

  it('is refused with the key', async () => {
    api.answer = () => ({ status: 401 })
    await expect(onDelete(platform, settings())()).rejects.toMatchObject({ status: 401 })
    expect(api.requests).toHaveLength(1)
  })

  it('is not confirmed without an id', async () => {
    const { destination } = driveDestination(platform, settings())
    const nobody = { type: 'delete', userId: ' ', anonymousId: null } as unknown as SegmentEvent
    await expect(destination.onDelete?.(nobody, settings() as never)).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(/^\[NO_UNIT\]/),
    })
    expect(api.requests).toEqual([])
  })
})

it('goes on behind the lists that the published rate allowed before', async () => {
  const lists = Array.from({ length: 20 }, (_, i) => ({ id: `list_${i}`, type: 'id_list' }))
  const pages = { data: lists, pagination: { nextPage: null } }
  api.answer = ({ method }) => ({ status: 200, body: method === 'GET' ? pages : {} })
  const settings = { consoleKey: 'console-1', host: api.url }
  const forget = onDelete(statsig, settings)
  await expect(forget()).rejects.toMatchObject({ status: 429 })
  const left = () =>
    api.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path)
  expect(left()).toHaveLength(12)
  jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 11_000)
  await expect(forget()).resolves.toEqual({ outcome: 'sent' })
  jest.restoreAllMocks()
  expect(left()).toEqual(lists.map(({ id }) => `/console/v1/segments/${id}/id_list`))
})

it('is not brought back by a change that Segment delivers late', async () => {
  const pages = { data: [{ id: 'big_spenders', type: 'id_list' }], pagination: {} }
  api.answer = ({ method }) => ({ status: 200, body: method === 'GET' ? pages : {} })
  const settings = { consoleKey: 'console-1', host: api.url }
  const driven = driveDestination(statsig, settings)
  await driven.destination.onDelete?.(user, settings as never)
  const earlier = new Date(Date.now() - 60_000).toISOString()
  expect(await driven.batch('syncAudience', [audienceCall({ at: earlier })])).toMatchObject([
    { status: 200, body: { reason: 'SUPERSEDED' } },
  ])
})

it('names the setting that a deletion needs', async () => {
  const settings = { clientSideId: 'c1', apiToken: 'api-1', host: api.url }
  await expect(onDelete(launchdarkly, settings)()).rejects.toMatchObject({
    status: 401,
    message: '[UNAUTHORIZED] projectKey is not set. Deleting a user needs it.',
  })
  expect(api.requests).toEqual([])
})

it('says so where the platform cannot forget', async () => {
  expect(driveDestination(kameleoon, {}).destination.onDelete).toBeUndefined()
  const loaded = loadFunction(await destinationFunction(root, 'kameleoon'))
  await expect(loaded.onDelete(user, {})).rejects.toMatchObject({
    name: 'EventNotSupported',
    message: 'Kameleoon documents no API that forgets a user. Delete the user in Kameleoon itself.',
  })
})
