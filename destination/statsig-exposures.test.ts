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
  const metadata = { config: 'a', ruleID: 'b', experimentGroupName: 'B' }
  const nodes = await driven.batch('trackExposure', [
    viewed({ experiment_id: 'a', variation_id: 'b', experiment_platform: 'statsig' }),
    trackCall({ event: 'statsig::experiment_exposure', properties: { metadata } }),
    trackCall({ event: 'statsig::gate_exposure', properties: { metadata: { gate: 'a' } } }),
  ])
  const own = {
    status: 200,
    body: {
      outcome: 'dropped',
      reason: 'DUPLICATE',
      detail: 'The platform evaluated and counted this exposure itself.',
    },
  }
  expect(nodes).toEqual([own, own, own])
  expect(api.requests).toEqual([])
})

it('names an exposure without a variation', async () => {
  expect(await driven.batch('trackExposure', [viewed({ experiment_id: 'checkout' })])).toEqual([
    {
      status: 400,
      errormessage: '[MALFORMED] An exposure needs an experiment id and a variation id.',
    },
  ])
})

it('takes what other platforms send in their own form, from the export and from the page', async () => {
  const exported = { anonymousId: undefined, context: {} }
  const inPage = { context: { experiment_units: { organization: 'org-1' } } }
  const nodes = await driven.batch('trackExposure', [
    trackCall({
      ...exported,
      event: 'feature',
      properties: { key: 'new_nav', variation: 1, variationName: 'Wide', version: 1 },
    }),
    trackCall({
      ...exported,
      event: '[Shop] Experiment',
      userId: 'visitor-1',
      properties: { experimentId: 12345, variationId: 0 },
    }),
    trackCall({
      ...inPage,
      event: 'feature',
      properties: { key: 'plan', variation: 0, inExperiment: true },
    }),
    trackCall({
      event: 'avsb_experiment',
      properties: {
        experiment_id: 'exp_1',
        variation_id: 'var_1',
        variation_name: 'B',
        event_name: 'experiment_viewed',
      },
    }),
  ])
  expect(nodes.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const user = { userID: 'user-1', customIDs: { stableID: 'anon-1' } }
  expect(api.requests.map(({ body }) => body)).toEqual([
    {
      exposures: [
        { experimentName: 'new_nav', group: 'Wide', time: TIME, user: { userID: 'user-1' } },
        {
          experimentName: '12345',
          group: '0',
          time: TIME,
          user: { userID: 'visitor-1', customIDs: { visitorCode: 'visitor-1' } },
        },
        {
          experimentName: 'plan',
          group: '0',
          time: TIME,
          user: { ...user, customIDs: { stableID: 'anon-1', organization: 'org-1' } },
        },
        { experimentName: 'exp_1', group: 'B', time: TIME, user },
      ],
    },
  ])
})

it('holds back evaluations that nobody saw, and why', async () => {
  const evaluated = (properties: Record<string, unknown>) =>
    trackCall({ event: 'feature', properties: { key: 'a', version: 1, ...properties } } as never)
  const nodes = await driven.batch('trackExposure', [
    evaluated({ reasonKind: 'OFF' }),
    evaluated({ variation: 0, prereqOf: 'another' }),
    trackCall({ event: 'get_treatment', properties: { split: 'a', treatment: 'control' } }),
  ])
  const dropped = (reason: string) => ({
    status: 200,
    body: { outcome: 'dropped', reason, detail: '' },
  })
  expect(nodes).toEqual([dropped('DISABLED'), dropped('NOT_ENROLLED'), dropped('FALLBACK')])
  expect(api.requests).toEqual([])
})
