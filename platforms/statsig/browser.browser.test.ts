import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../../scripts/chromium'
import { bundlePage } from '../../testing/browser-rig/bundle-page'
import { type Collector, createCollector } from '../../testing/browser-rig/collector'
import { until } from '../../testing/browser-rig/until'
import { standardMessageId } from '../message-id'
import initialize from './fixtures/browser.initialize.json'

const PAGE = `
  import { AnalyticsBrowser } from '@segment/analytics-next'
  import { StatsigClient } from '@statsig/js-client'
  import { experiments } from './plugins'
  import { statsig } from './plugins/statsig'

  window.start = async (values, options) => {
    const user = { userID: 'u1', email: 'seeded@example.com', customIDs: { stableID: 'st-1' } }
    const client = new StatsigClient('client-key', user, {
      networkConfig: { preventAllNetworkTraffic: true },
    })
    client.dataAdapter.setData(JSON.stringify({ ...values, user }))
    client.initializeSync()
    const xp = experiments(options)
    const analytics = AnalyticsBrowser.load(
      { writeKey: 'wk', cdnURL: location.origin },
      { disableClientPersistence: false },
    )
    analytics.register(xp)
    const detach = xp.watch(statsig(client))
    Object.assign(window, { client, xp, analytics, detach })
  }
`

let browser: Browser
let collector: Collector
let page: Page

beforeAll(async () => {
  collector = await createCollector()
  collector.serve('/page.js', 'text/javascript', await bundlePage(PAGE))
  collector.serve('/', 'text/html', '<!doctype html><script src="/page.js"></script>')
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  await collector.close()
})

beforeEach(async () => {
  collector.clear()
  page = await (await browser.newContext()).newPage()
  await page.goto(`${collector.url}/`)
})

afterEach(() => page.context().close())

const start = (options: object) =>
  page.evaluate(([values, given]) => (window as unknown as Rig).start(values, given), [
    initialize.body,
    options,
  ] as const)

interface Rig {
  start(values: object, options: object): Promise<void>
  client: { getExperiment(name: string): void }
  analytics: { track(event: string, properties?: object): Promise<unknown> }
  xp: { counters(): object }
  detach(): void
}

const evaluate = (...names: string[]) =>
  page.evaluate((list) => {
    for (const name of list) (window as unknown as Rig).client.getExperiment(name)
  }, names)
const counters = () => page.evaluate(() => (window as unknown as Rig).xp.counters())

it('sends the exposure once, as the call that Statsig documents', async () => {
  await start({})
  await evaluate('user_experiment', 'user_experiment')
  await until(() => collector.events().length > 0, 'the exposure')
  await page.evaluate(() => (window as unknown as Rig).analytics.track('Done'))

  expect(collector.events().map(({ event, properties }) => ({ event, properties }))).toEqual([
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
    { event: 'Done', properties: {} },
  ])
  expect(JSON.stringify(collector.received())).not.toContain('seeded@example.com')
})

it('sends the standard form under the messageId that the source function makes', async () => {
  await start({ eventForm: 'standard', enrich: { events: ['Order Completed'] } })
  await evaluate('checkout_button')
  await until(() => collector.events().length > 0, 'the exposure')
  await page.evaluate(() =>
    (window as unknown as Rig).analytics.track('Order Completed', { total: 9 }),
  )

  const [exposure, order] = collector.events()
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
  expect(order?.properties).toEqual({ total: 9 })
  expect(order?.context).toMatchObject({
    experiments: [{ experiment_id: 'checkout_button', variation_id: '4SauZJcM1T7zNvh1igBjwE' }],
    experiment_units: { stableID: 'st-1' },
  })
})

it('drops what is no exposure, and says why', async () => {
  await start({})
  await evaluate('not_enrolled', 'unknown_experiment')
  expect(await counters()).toMatchObject({
    seen: 2,
    sent: 0,
    dropped: { NOT_ENROLLED: 1, FALLBACK: 1 },
  })
})

it('hears nothing more once detached', async () => {
  await start({})
  await page.evaluate(() => (window as unknown as Rig).detach())
  await evaluate('user_experiment')
  expect(await counters()).toMatchObject({ seen: 0 })
})
