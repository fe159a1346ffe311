import { launchChromium } from '../../scripts/chromium'
import { useAdapterPage } from '../../testing/browser-rig/use-adapter-page'
import { standardMessageId } from '../message-id'
import initialize from './fixtures/browser.initialize.json'

/** Experiments, gates and layers of the real client; what Statsig itself logs is kept to compare. */
const rig = useAdapterPage(
  launchChromium,
  `
  import { StatsigClient } from '@statsig/js-client'
  import { statsig, statsigGates, statsigLayers } from './plugins/statsig'
  rig.start = async (overrideAdapter) => {
    const user = { userID: 'u1', email: 'seeded@example.com', customIDs: { stableID: 'st-1' } }
    const client = new StatsigClient('client-key', user, {
      networkConfig: { preventAllNetworkTraffic: true },
      overrideAdapter: overrideAdapter && {
        getExperimentOverride: (experiment) =>
          experiment.name === 'user_experiment' ? { ...experiment, value: { step: 9 } } : null,
      },
    })
    client.dataAdapter.setData(JSON.stringify({ ...${JSON.stringify(initialize.body)}, user }))
    client.initializeSync()
    const stops = [statsig, statsigGates, statsigLayers].map((adapter) => rig.xp.watch(adapter(client)))
    rig.detach = () => { for (const stop of stops) stop() }
    window.logged = []
    client.on('pre_logs_flushed', ({ events }) => window.logged.push(...events))
    rig.evaluate = async (what, name, ...args) => {
      if (what === 'flush') return client.flush().then(() => window.logged)
      if (what === 'parameter') return client.getLayer(name, args[1]).get(args[0])
      return what === 'gate' ? client.checkGate(name, ...args) : client.getExperiment(name, ...args).value
    }
  }
`,
)

const experiment = (name: string, options?: object) => rig.evaluate('experiment', name, options)

it('sends the exposure once, as the call that Statsig documents', async () => {
  await rig.start()
  await experiment('user_experiment')
  await experiment('user_experiment')
  await rig.decided(1)
  expect(rig.sent()).toEqual([
    {
      event: 'statsig::experiment_exposure',
      properties: {
        value: '',
        metadata: {
          config: 'user_experiment',
          ruleID: '2bGZ5ZQ8s0oXkz8C1mUuVn',
          experimentGroupName: 'Control',
        },
      },
    },
  ])
  expect(JSON.stringify(rig.collector().received())).not.toContain('seeded@example.com')
})

it('sends the standard form under the messageId that the source function makes', async () => {
  await rig.start({ eventForm: 'standard' })
  await experiment('checkout_button')
  await rig.decided(1)
  const [exposure] = rig.collector().events()
  expect(exposure).toMatchObject({
    event: 'Experiment Viewed',
    messageId: standardMessageId({
      platform: 'statsig',
      kind: 'experiment',
      experimentId: 'checkout_button',
      variationId: '4SauZJcM1T7zNvh1igBjwE',
      unit: { kind: 'stableID', id: 'st-1' },
      timeMs: Date.parse(exposure?.timestamp ?? ''),
    }),
    properties: {
      experiment_id: 'checkout_button',
      experiment_name: 'checkout_button',
      variation_id: '4SauZJcM1T7zNvh1igBjwE',
      variation_name: 'Test',
      experiment_platform: 'statsig',
      experiment_kind: 'experiment',
      experiment_unit_kind: 'stableID',
      experiment_unit_id: 'st-1',
    },
  })
})

it('sends a gate as a flag', async () => {
  await rig.start({ eventForm: 'both' })
  expect(await rig.evaluate('gate', 'new_nav')).toBe(true)
  await rig.decided(1)
  expect(rig.sent()).toEqual([
    {
      event: 'statsig::gate_exposure',
      properties: {
        value: '',
        metadata: { gate: 'new_nav', gateValue: 'true', ruleID: 'gate_rule' },
      },
    },
    {
      event: 'Experiment Viewed',
      properties: expect.objectContaining({
        experiment_id: 'new_nav',
        variation_id: 'true',
        experiment_kind: 'flag',
        experiment_unit_kind: 'userID',
        experiment_unit_id: 'u1',
      }),
    },
  ])
})

it('sends a layer when a parameter that its experiment sets is read, as that experiment', async () => {
  await rig.start({ eventForm: 'both' })
  expect(await rig.evaluate('parameter', 'checkout_layer', 'colour')).toBe('blue')
  expect(await rig.counters()).toMatchObject({ sent: 0, dropped: { NOT_ENROLLED: 1 } })
  expect(await rig.evaluate('parameter', 'checkout_layer', 'no_such_parameter')).toBeNull()
  expect(await rig.counters()).toMatchObject({ seen: 1 })
  expect(await rig.evaluate('parameter', 'checkout_layer', 'step')).toBe(2)
  await rig.evaluate('parameter', 'checkout_layer', 'step')
  expect(await rig.decided(3)).toMatchObject({ sent: 1, dropped: { DUPLICATE: 1 } })
  expect(rig.sent()).toEqual([
    {
      event: 'statsig::layer_exposure',
      properties: {
        value: '',
        metadata: {
          config: 'checkout_layer',
          ruleID: '2bGZ5ZQ8s0oXkz8C1mUuVn',
          parameterName: 'step',
          allocatedExperiment: 'user_experiment',
        },
      },
    },
    {
      event: 'Experiment Viewed',
      properties: expect.objectContaining({
        experiment_id: 'user_experiment',
        variation_name: 'Control',
        experiment_kind: 'experiment',
        experiment_unit_id: 'u1',
      }),
    },
  ])
})

it('drops what is no exposure, and says why', async () => {
  await rig.start()
  await experiment('not_enrolled')
  await experiment('unknown_experiment')
  await rig.evaluate('gate', 'unknown_gate')
  expect(await rig.counters()).toMatchObject({
    seen: 3,
    sent: 0,
    dropped: { NOT_ENROLLED: 1, FALLBACK: 2 },
  })
})

it('hears exactly what Statsig logs: nothing with disableExposureLog', async () => {
  await rig.start()
  const unlogged = { disableExposureLog: true }
  await experiment('user_experiment', unlogged)
  await rig.evaluate('gate', 'new_nav', unlogged)
  await rig.evaluate('parameter', 'checkout_layer', 'step', unlogged)
  expect(await rig.counters()).toMatchObject({ seen: 0 })
  await experiment('checkout_button')
  await rig.decided(1)
  const logged = (await rig.evaluate('flush')) as { eventName: string; metadata: object }[]
  expect(logged.filter(({ eventName }) => eventName.endsWith('_exposure'))).toEqual([
    expect.objectContaining({
      eventName: 'statsig::config_exposure',
      metadata: expect.objectContaining({ config: 'checkout_button' }),
    }),
  ])
})

it('holds back what is overridden, and lets the override do its work', async () => {
  await rig.start({}, true)
  expect(await experiment('user_experiment')).toEqual({ step: 9 })
  await experiment('checkout_button')
  expect(await rig.decided(2)).toMatchObject({ sent: 1, dropped: { TEST: 1 } })
})

it('hears nothing more once detached', async () => {
  await rig.start()
  await rig.detach()
  await experiment('user_experiment')
  expect(await rig.counters()).toMatchObject({ seen: 0 })
})
