import { launchChromium } from '../../scripts/chromium'
import { useAdapterPage } from '../../testing/browser-rig/use-adapter-page'

const rig = useAdapterPage(
  launchChromium,
  `
  import { GrowthBook } from '@growthbook/growthbook'
  import { growthbook } from './plugins/growthbook'
  const rule = {
    variations: ['blue', 'green'], weights: [0, 1], coverage: 1, hashAttribute: 'id',
    meta: [{ key: '0', name: 'Control' }, { key: '1', name: 'Treatment' }],
  }
  const features = {
    checkout: { defaultValue: 'blue', rules: [{ ...rule, key: 'checkout-test', name: 'Checkout' }] },
    empty: { defaultValue: 'blue', rules: [{ ...rule, key: 'empty-test', coverage: 0 }] },
  }
  rig.start = (early) => {
    window.heard = []
    const gb = new GrowthBook({
      attributes: { id: 'u1', email: 'seeded@example.com' },
      trackingCallback: (experiment) => { window.heard.push(experiment.key) },
    })
    gb.initSync({ payload: { features } })
    rig.evaluate = (key, id) => {
      if (id) gb.setAttributes({ id })
      return gb.getFeatureValue(key, 'none')
    }
    if (early) rig.evaluate(early)
    rig.watch(growthbook(gb))
  }
`,
)

const heard = () => rig.page().evaluate(() => (window as unknown as { heard: string[] }).heard)

it('sends one Experiment Viewed with the keys that GrowthBook joins on', async () => {
  await rig.start()
  expect(await rig.evaluate('checkout')).toBe('green')
  await rig.evaluate('checkout')
  await rig.decided(1)
  expect(rig.sent()).toEqual([
    {
      event: 'Experiment Viewed',
      properties: {
        experiment_id: 'checkout-test',
        experiment_name: 'Checkout',
        variation_id: '1',
        variation_name: 'Treatment',
        experiment_platform: 'growthbook',
        experiment_kind: 'experiment',
        experiment_unit_kind: 'id',
        experiment_unit_id: 'u1',
      },
    },
  ])
  expect(JSON.stringify(rig.collector().received())).not.toContain('seeded@example.com')
})

it("keeps the page's own tracking callback, and gives it back", async () => {
  await rig.start()
  await rig.evaluate('checkout')
  expect(await heard()).toEqual(['checkout-test'])
  await rig.detach()
  await rig.evaluate('checkout', 'u2')
  expect(await heard()).toEqual(['checkout-test', 'checkout-test'])
  expect(await rig.counters()).toMatchObject({ seen: 1 })
})

it('hears what was assigned before it watched', async () => {
  await rig.start({}, 'checkout')
  expect(await rig.decided(1)).toMatchObject({ accepted: 1 })
})

it('sends the same variation again for another unit', async () => {
  await rig.start()
  await rig.evaluate('checkout')
  await rig.evaluate('checkout', 'u2')
  await rig.decided(2)
  expect(rig.sent().map(({ properties }) => properties?.experiment_unit_id)).toEqual(['u1', 'u2'])
})

it('drops a unit that is not in the experiment', async () => {
  await rig.start({}, 'empty')
  expect(await rig.counters()).toMatchObject({ sent: 0, dropped: { NOT_ENROLLED: 1 } })
})
