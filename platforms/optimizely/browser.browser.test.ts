import { launchChromium } from '../../scripts/chromium'
import { useAdapterPage } from '../../testing/browser-rig/use-adapter-page'

/** The smallest datafile in which one flag is in an experiment and another is in none. */
const DATAFILE = {
  version: '4',
  accountId: '1',
  projectId: '2',
  revision: '3',
  sdkKey: 'key',
  environmentKey: 'test',
  anonymizeIP: true,
  botFiltering: false,
  sendFlagDecisions: false,
  attributes: [],
  audiences: [],
  typedAudiences: [],
  events: [],
  groups: [],
  rollouts: [],
  integrations: [],
  variables: [],
  experiments: [
    {
      id: '7556781578',
      key: 'checkout_test',
      layerId: '5',
      status: 'Running',
      audienceIds: [],
      forcedVariations: {},
      trafficAllocation: [{ entityId: '7578240035', endOfRange: 10000 }],
      variations: [{ id: '7578240035', key: 'green', featureEnabled: true, variables: [] }],
    },
  ],
  featureFlags: [
    { id: '10', key: 'checkout', rolloutId: '', experimentIds: ['7556781578'], variables: [] },
    { id: '11', key: 'alone', rolloutId: '', experimentIds: [], variables: [] },
  ],
}

const rig = useAdapterPage(
  launchChromium,
  `
  import { createInstance, createStaticProjectConfigManager } from '@optimizely/optimizely-sdk'
  import { optimizely } from './plugins/optimizely'
  rig.start = async () => {
    const client = createInstance({
      projectConfigManager: createStaticProjectConfigManager({
        datafile: ${JSON.stringify(JSON.stringify(DATAFILE))},
      }),
    })
    await client.onReady()
    rig.watch(optimizely(client))
    const user = client.createUserContext('u1')
    rig.evaluate = (key, options) => user.decide(key, options).variationKey
  }
`,
)

it('sends one exposure for a decision that Optimizely counts', async () => {
  await rig.start()
  expect(await rig.evaluate('checkout')).toBe('green')
  await rig.evaluate('checkout')
  expect(await rig.decided(2)).toMatchObject({ sent: 1, dropped: { DUPLICATE: 1 } })
  expect(rig.sent()).toEqual([
    {
      event: 'Experiment Viewed',
      properties: {
        experiment_id: '7556781578',
        experiment_name: 'checkout_test',
        variation_id: '7578240035',
        variation_name: 'green',
        experiment_platform: 'optimizely',
        experiment_kind: 'experiment',
        experiment_unit_kind: 'user',
        experiment_unit_id: 'u1',
      },
    },
  ])
})

it('drops decisions without an experiment, and those that are no impression', async () => {
  await rig.start()
  await rig.evaluate('alone')
  await rig.evaluate('checkout', ['DISABLE_DECISION_EVENT'])
  expect(await rig.counters()).toMatchObject({
    sent: 0,
    dropped: { NOT_ENROLLED: 1, DISABLED: 1 },
  })
})

it('hears nothing more once detached', async () => {
  await rig.start()
  await rig.detach()
  await rig.evaluate('checkout')
  expect(await rig.counters()).toMatchObject({ seen: 0 })
})
