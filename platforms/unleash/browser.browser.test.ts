import { launchChromium } from '../../scripts/chromium'
import { useAdapterPage } from '../../testing/browser-rig/use-adapter-page'

const rig = useAdapterPage(
  launchChromium,
  `
  import { UnleashClient } from 'unleash-proxy-client'
  import { unleash } from './plugins/unleash'
  const toggle = (name, enabled, variant) => ({
    name, enabled, impressionData: true, variant: { name: variant, enabled: variant !== 'disabled' },
  })
  rig.start = async () => {
    const client = new UnleashClient({
      url: location.origin + '/unleash', clientKey: 'key', appName: 'test',
      disableRefresh: true, disableMetrics: true, context: { userId: 'u1' },
      bootstrap: [
        toggle('checkout', true, 'green'), toggle('plain', true, 'disabled'), toggle('off_flag', false, 'disabled'),
      ],
    })
    await new Promise((resolve) => (client.isReady() ? resolve() : client.on('ready', resolve)))
    rig.watch(unleash(client))
    rig.evaluate = (key, how = 'getVariant') => client[how](key)
  }
`,
)

it('sends one exposure of a toggle with variants', async () => {
  await rig.start()
  expect(await rig.evaluate('checkout')).toMatchObject({ name: 'green' })
  await rig.evaluate('checkout')
  expect(await rig.decided(2)).toMatchObject({ sent: 1, dropped: { DUPLICATE: 1 } })
  expect(rig.sent()).toEqual([
    {
      event: 'Experiment Viewed',
      properties: {
        experiment_id: 'checkout',
        experiment_name: 'checkout',
        variation_id: 'green',
        variation_name: 'green',
        experiment_platform: 'unleash',
        experiment_kind: 'experiment',
        experiment_unit_kind: 'userId',
        experiment_unit_id: 'u1',
      },
    },
  ])
})

it('calls a toggle without variants a flag, and drops what is off or has no variant', async () => {
  await rig.start()
  await rig.evaluate('plain', 'isEnabled')
  await rig.evaluate('plain')
  await rig.evaluate('off_flag', 'isEnabled')
  expect(await rig.decided(3)).toMatchObject({
    sent: 1,
    dropped: { NOT_ENROLLED: 1, DISABLED: 1 },
  })
  expect(rig.sent()[0]?.properties).toMatchObject({ variation_id: 'true', experiment_kind: 'flag' })
})

it('hears nothing more once detached', async () => {
  await rig.start()
  await rig.detach()
  await rig.evaluate('checkout')
  expect(await rig.counters()).toMatchObject({ seen: 0 })
})
