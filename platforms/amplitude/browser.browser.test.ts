import { launchChromium } from '../../scripts/chromium'
import { useAdapterPage } from '../../testing/browser-rig/use-adapter-page'

const rig = useAdapterPage(
  launchChromium,
  `
  import { Experiment } from '@amplitude/experiment-js-client'
  import { amplitude } from './plugins/amplitude'
  rig.start = async () => {
    window.heard = []
    const client = Experiment.initialize('client-key', {
      source: 'initialVariants',
      fetchOnStart: false,
      pollOnStart: false,
      initialVariants: {
        checkout: { key: 'treatment', value: 'treatment', expKey: 'exp-1' },
      },
    })
    client.setUser({ user_id: 'u1', device_id: 'd1', user_properties: { email: 'seeded@example.com' } })
    client.addPlugin({
      type: 'integration',
      getUser: () => ({ device_id: 'd1' }),
      track: ({ eventProperties }) => { window.heard.push(eventProperties.flag_key); return true },
    })
    rig.watch(amplitude(client))
    rig.evaluate = (key) => client.variant(key).value
  }
`,
)

const heard = () => rig.page().evaluate(() => (window as unknown as { heard: string[] }).heard)

it('sends the exposure event that Amplitude documents, once', async () => {
  await rig.start()
  expect(await rig.evaluate('checkout')).toBe('treatment')
  await rig.evaluate('checkout')
  await rig.decided(1)
  expect(rig.sent()).toEqual([
    {
      event: '$exposure',
      properties: { flag_key: 'checkout', variant: 'treatment', experiment_key: 'exp-1' },
    },
  ])
  expect(JSON.stringify(rig.collector().received())).not.toContain('seeded@example.com')
})

it('carries the unit in the standard form', async () => {
  await rig.start({ eventForm: 'standard' })
  await rig.evaluate('checkout')
  await rig.decided(1)
  expect(rig.sent()[0]?.properties).toMatchObject({
    experiment_id: 'exp-1',
    experiment_name: 'checkout',
    variation_id: 'treatment',
    experiment_unit_kind: 'user_id',
    experiment_unit_id: 'u1',
  })
})

it("keeps the page's own integration, and gives it back", async () => {
  await rig.start()
  await rig.evaluate('checkout')
  await rig.decided(1)
  expect(await heard()).toEqual(['checkout'])
  await rig.detach()
  await rig.evaluate('no_such_flag')
  expect(await rig.counters()).toMatchObject({ seen: 1 })
})
