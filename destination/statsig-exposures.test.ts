import { statsig } from '../platforms/statsig'
import { openApiProblems } from './testing/contracts'
import { type Driven, driveDestination } from './testing/drive-destination'
import { type FakePlatform, startFakePlatform } from './testing/fake-platform'
import { trackCall } from './testing/segment-test-events'

const TIME = Date.parse('2026-11-21T10:00:00.000Z')
let api: FakePlatform
let driven: Driven

beforeEach(async () => {
  api = await startFakePlatform()
  driven = driveDestination(statsig, { serverSecret: 'secret-1', host: api.url })
})
afterEach(async () => {
  await api.close()
  expect(openApiProblems(['statsig-httpopenapi.json'], api.requests)).toEqual([])
})

const viewed = (properties: Record<string, unknown>) =>
  trackCall({ event: 'Experiment Viewed', properties } as Parameters<typeof trackCall>[0])

it('sends the A/B testing spec as a custom exposure of the unit that was bucketed', async () => {
  const nodes = await driven.batch('trackExposure', [
    viewed({
      experiment_id: 'checkout',
      experiment_name: 'Checkout',
      variation_id: 'b',
      variation_name: 'One page',
      experiment_unit_kind: 'companyID',
      experiment_unit_id: 'company-1',
    }),
    viewed({ experimentId: 'checkout', variationId: 'b' }),
    viewed({ experiment_id: 'new_nav', variation_id: 'true', experiment_kind: 'flag' }),
  ])
  expect(nodes.map(({ status }) => status)).toEqual([200, 200, 200])
  const user = { userID: 'user-1', customIDs: { stableID: 'anon-1' } }
  expect(api.requests.map(({ path, body }) => ({ path, body }))).toEqual([
    {
      path: '/v1/log_custom_exposure',
      body: {
        exposures: [
          {
            experimentName: 'checkout',
            group: 'One page',
            time: TIME,
            user: { userID: 'user-1', customIDs: { stableID: 'anon-1', companyID: 'company-1' } },
          },
          { experimentName: 'checkout', group: 'b', time: TIME, user },
          { gateName: 'new_nav', passes: true, group: 'true', time: TIME, user },
        ],
      },
    },
  ])
})

it('does not send Statsig its own exposures back', async () => {
  const own = viewed({ experiment_id: 'a', variation_id: 'b', experiment_platform: 'statsig' })
  expect(await driven.batch('trackExposure', [own])).toEqual([
    {
      status: 200,
      body: {
        outcome: 'dropped',
        reason: 'DUPLICATE',
        detail: 'The platform evaluated and counted this exposure itself.',
      },
    },
  ])
  expect(api.requests).toEqual([])
})

it('names an exposure without a variation and a gate that is neither true nor false', async () => {
  const nodes = await driven.batch('trackExposure', [
    viewed({ experiment_id: 'checkout' }),
    viewed({ experiment_id: 'gate', variation_id: 'blue', experiment_kind: 'flag' }),
  ])
  expect(nodes).toEqual([
    {
      status: 400,
      errormessage: '[MALFORMED] An exposure needs an experiment id and a variation id.',
    },
    {
      status: 400,
      errormessage: '[MALFORMED] A gate passes or not: its variation must be true or false.',
    },
  ])
})
