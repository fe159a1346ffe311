import { launchChromium } from '../../scripts/chromium'
import { useAdapterPage } from '../../testing/browser-rig/use-adapter-page'

const rig = useAdapterPage(
  launchChromium,
  `
  import { SplitFactory } from '@splitsoftware/splitio-browserjs/full'
  import { split } from './plugins/split'
  rig.start = async (early) => {
    const adapter = split()
    let heard = () => {}
    const firstImpression = new Promise((resolve) => { heard = resolve })
    const client = SplitFactory({
      core: { authorizationKey: 'localhost', key: 'u1' },
      features: { checkout: 'green' },
      sync: { impressionsMode: 'DEBUG' },
      impressionListener: { logImpression: (data) => { adapter.logImpression(data); heard() } },
    }).client()
    await new Promise((resolve) => client.on(client.Event.SDK_READY, resolve))
    rig.evaluate = (key) => client.getTreatment(key)
    if (early) {
      rig.evaluate(early)
      await firstImpression
    }
    rig.watch(adapter)
  }
`,
)

it('sends the get_treatment event that Split documents, once', async () => {
  await rig.start()
  expect(await rig.evaluate('checkout')).toBe('green')
  await rig.evaluate('checkout')
  expect(await rig.decided(2)).toMatchObject({ sent: 1, dropped: { DUPLICATE: 1 } })
  expect(rig.sent()).toEqual([
    { event: 'get_treatment', properties: { split: 'checkout', treatment: 'green' } },
  ])
})

it('keeps what was evaluated before it watched, with its time and unit', async () => {
  const startedAt = Date.now()
  await rig.start({ eventForm: 'standard' }, 'checkout')
  await rig.decided(1)
  const [exposure] = rig.collector().events()
  expect(exposure?.properties).toMatchObject({
    experiment_id: 'checkout',
    variation_id: 'green',
    experiment_unit_kind: 'user',
    experiment_unit_id: 'u1',
  })
  expect(Date.parse(exposure?.timestamp ?? '')).toBeGreaterThanOrEqual(startedAt)
})

it('makes no exposure of a flag that does not exist, and hears nothing more once detached', async () => {
  await rig.start()
  expect(await rig.evaluate('no_such_flag')).toBe('control')
  await rig.evaluate('checkout')
  expect(await rig.decided(1)).toMatchObject({ seen: 1, sent: 1 })
  await rig.detach()
  await rig.evaluate('checkout')
  expect(await rig.counters()).toMatchObject({ seen: 1 })
})
