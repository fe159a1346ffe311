import { launchChromium } from '../../scripts/chromium'
import { useAdapterPage } from '../../testing/browser-rig/use-adapter-page'

/** A data file in the shape that the SDK reads: one flag in an experiment, one that is off. */
const variations = [
  { key: 'off', name: 'Off', variables: [] },
  { key: 'variation_1', name: 'Variation 1', variables: [] },
]
const rule = {
  type: 'EXPERIMENTATION',
  id: 1,
  respoolTime: null,
  order: 0,
  exposition: 1,
  experimentId: 12345,
  variationByExposition: [{ variationKey: 'variation_1', variationId: 15685, exposition: 1 }],
  segment: null,
}
const flag = (id: number, featureKey: string, rules: object[]) => ({
  id,
  featureKey,
  environmentEnabled: true,
  variations,
  defaultVariationKey: 'off',
  rules,
  mutuallyExclusiveGroup: null,
  bucketingCustomDataIndex: null,
})
const DATA_FILE = {
  configuration: {
    realTimeUpdate: false,
    consentType: 'NOT_REQUIRED',
    consentOptOutBehavior: 'PARTIALLY_BLOCK',
    dataApiDomain: 'localhost',
  },
  customData: [],
  featureFlags: [flag(1, 'checkout', [rule]), flag(2, 'plain', [])],
}

const rig = useAdapterPage(
  launchChromium,
  `
  import { KameleoonClient } from '@kameleoon/javascript-sdk'
  import { kameleoon } from './plugins/kameleoon'
  rig.start = async (company) => {
    window.heard = []
    const client = new KameleoonClient({
      siteCode: 'abcdefghij',
      configuration: { defaultDataFile: ${JSON.stringify(JSON.stringify(DATA_FILE))}, requestTimeout: 100 },
    })
    await client.initialize()
    const visitorCode = 'visitor-1'
    rig.watch(kameleoon(client, {
      visitorCode, company, onEvaluation: ({ featureKey }) => { window.heard.push(featureKey) },
    }))
    rig.evaluate = (featureKey) => client.getVariation({ visitorCode, featureKey, track: false }).key
  }
`,
)

const heard = () => rig.page().evaluate(() => (window as unknown as { heard: string[] }).heard)

it("sends Kameleoon's own event of the company, with its numeric ids, once", async () => {
  await rig.start({}, 'Acme Shoes')
  expect(await rig.evaluate('checkout')).toBe('variation_1')
  await rig.evaluate('checkout')
  expect(await rig.decided(2)).toMatchObject({ sent: 1, dropped: { DUPLICATE: 1 } })
  expect(rig.sent()).toEqual([
    {
      event: '[Acme Shoes] Experiment',
      properties: { experimentId: 12345, variationId: 15685 },
    },
  ])
})

it('sends the standard form where no company is named, and carries the visitor code', async () => {
  await rig.start()
  await rig.evaluate('checkout')
  await rig.decided(1)
  expect(rig.sent()).toEqual([
    {
      event: 'Experiment Viewed',
      properties: {
        experiment_id: '12345',
        experiment_name: 'checkout',
        variation_id: '15685',
        variation_name: 'variation_1',
        experiment_platform: 'kameleoon',
        experiment_kind: 'experiment',
        experiment_unit_kind: 'visitorCode',
        experiment_unit_id: 'visitor-1',
      },
    },
  ])
})

it('drops a visitor who got the default', async () => {
  await rig.start()
  await rig.evaluate('plain')
  expect(await rig.counters()).toMatchObject({ sent: 0, dropped: { NOT_ENROLLED: 1 } })
})

it("keeps the page's own callback, and gives it back", async () => {
  await rig.start()
  await rig.evaluate('checkout')
  await rig.detach()
  await rig.evaluate('plain')
  expect(await heard()).toEqual(['checkout', 'plain'])
  expect(await rig.counters()).toMatchObject({ seen: 1 })
})
