import { acme } from '../platforms/acme'
import type { Platform } from '../platforms/platform'
import { statsig } from '../platforms/statsig'
import { defineDestination } from './define-destination'
import { driveDestination } from './testing/drive-destination'
import { type FakePlatform, startFakePlatform } from './testing/fake-platform'
import { audienceCall } from './testing/segment-test-events'

let api: FakePlatform
beforeEach(async () => {
  api = await startFakePlatform()
})
afterEach(() => api.close())

const people = (count: number, member = true) =>
  Array.from({ length: count }, (_, i) => audienceCall({ userId: `u${i}`, member }))

/** Batches of memberships, and what the log says about them. */
function watched(platform: Platform, settings: object) {
  const { destination } = driveDestination(platform, {})
  const { fields } = defineDestination(platform).actions.syncAudience ?? {}
  const mapping = Object.fromEntries(
    Object.entries(fields ?? {}).map(([key, field]) => [key, field?.default]),
  )
  const subscriptions = [{ partnerAction: 'syncAudience', subscribe: 'type = "identify"', mapping }]
  const warnings: string[] = []
  const logger = { warn: (line: string) => warnings.push(line), level: 'warn', name: 'test' }
  return {
    warnings,
    send: (events: ReturnType<typeof people>) =>
      destination.onBatch(events, { ...settings, host: api.url, subscriptions } as never, {
        logger: logger as never,
      }),
  }
}

const asked = () => api.requests.filter(({ method }) => method === 'GET').map(({ path }) => path)

it('counts the whole list as the platform does, and says so once', async () => {
  api.answer = () => ({
    status: 200,
    body: { data: { id: 'big_spenders', type: 'id_list', count: 1001 } },
  })
  const { send, warnings } = watched(statsig, { consoleKey: 'console-1' })
  await send(people(100))
  await send(people(200))
  expect(warnings).toEqual(['List big_spenders holds 1001 ids, the platform advises 1000.'])
  expect(asked()).toEqual(['/console/v1/segments/big_spenders'])
})

it.each([
  ['a few ids are added', people(99), 5000],
  ['ids are removed', people(500, false), 5000],
])('asks nothing while %s', async (_, events, count) => {
  api.answer = () => ({
    status: 200,
    body: { data: { id: 'big_spenders', type: 'id_list', count } },
  })
  const { send, warnings } = watched(statsig, { consoleKey: 'console-1' })
  await send(events)
  expect(asked()).toEqual([])
  expect(warnings).toEqual([])
})

it('says nothing about a list that is as short as it should be', async () => {
  api.answer = () => ({
    status: 200,
    body: { data: { id: 'big_spenders', type: 'id_list', count: 1000 } },
  })
  const { send, warnings } = watched(statsig, { consoleKey: 'console-1' })
  await send(people(1000))
  expect(asked()).toHaveLength(1)
  expect(warnings).toEqual([])
})

it('delivers whether or not the platform can count', async () => {
  api.answer = ({ method }) => (method === 'GET' ? { status: 500 } : { status: 200, body: {} })
  const { send, warnings } = watched(statsig, { consoleKey: 'console-1' })
  const results = await send(people(1000))
  const statuses = results
    .flatMap(({ multistatus }) => multistatus ?? [])
    .map(({ status }) => status)
  expect(statuses).toEqual(people(1000).map(() => 200))
  expect(warnings).toEqual([])
})

it('counts what it added itself where the platform tells no count', async () => {
  const { lists } = acme
  const short = { ...acme, lists: lists && { ...lists, advisedMaxIds: 3 } }
  const { send, warnings } = watched(short, { apiKey: 'acme-1' })
  await send(people(4))
  expect(warnings).toEqual(['List big_spenders holds 4 ids, the platform advises 3.'])
})
