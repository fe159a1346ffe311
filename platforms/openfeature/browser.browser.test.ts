import { launchChromium } from '../../scripts/chromium'
import { useAdapterPage } from '../../testing/browser-rig/use-adapter-page'

const rig = useAdapterPage(
  launchChromium,
  `
  import { InMemoryProvider, OpenFeature } from '@openfeature/web-sdk'
  import { openfeature } from './plugins/openfeature'
  const flag = (disabled) => ({
    variants: { control: 'blue', treatment: 'green' }, defaultVariant: 'treatment', disabled,
  })
  rig.start = async (targetingKey = 'u1') => {
    await OpenFeature.setContext({ targetingKey, email: 'seeded@example.com' })
    await OpenFeature.setProviderAndWait(
      new InMemoryProvider({ checkout: flag(false), off_flag: flag(true) }),
    )
    rig.watch(openfeature(OpenFeature))
    const client = OpenFeature.getClient()
    rig.evaluate = (key) => client.getStringValue(key, 'fallback')
  }
`,
)

it('sends one exposure for whatever provider evaluates', async () => {
  await rig.start()
  expect(await rig.evaluate('checkout')).toBe('green')
  await rig.evaluate('checkout')
  expect(await rig.decided(2)).toMatchObject({ sent: 1, dropped: { DUPLICATE: 1 } })
  expect(rig.sent()).toEqual([
    {
      event: 'Experiment Viewed',
      properties: {
        experiment_id: 'checkout',
        experiment_name: 'checkout',
        variation_id: 'treatment',
        variation_name: 'treatment',
        experiment_platform: 'openfeature',
        experiment_kind: 'experiment',
        experiment_unit_kind: 'targetingKey',
        experiment_unit_id: 'u1',
      },
    },
  ])
  expect(JSON.stringify(rig.collector().received())).not.toContain('seeded@example.com')
})

it('makes no exposure of a disabled flag or a failed evaluation', async () => {
  await rig.start()
  expect(await rig.evaluate('off_flag')).toBe('fallback')
  expect(await rig.evaluate('no_such_flag')).toBe('fallback')
  expect(await rig.counters()).toMatchObject({ sent: 0 })
})

it('makes no exposure without a targeting key', async () => {
  await rig.start({}, '')
  await rig.evaluate('checkout')
  expect(await rig.counters()).toMatchObject({ sent: 0, dropped: { NO_UNIT: 1 } })
})

it('hears nothing more once detached', async () => {
  await rig.start()
  await rig.detach()
  await rig.evaluate('checkout')
  expect(await rig.counters()).toMatchObject({ seen: 0 })
})
