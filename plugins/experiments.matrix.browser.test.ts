/** However the page loads Segment, in whichever order, whatever the visitor does: once, and on the right visitor. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import initialize from '../platforms/statsig/fixtures/browser.initialize.json'
import { launchChromium } from '../scripts/chromium'
import { bundlePage } from '../testing/browser-rig/bundle-page'
import {
  type CollectedEvent,
  type Collector,
  createCollector,
} from '../testing/browser-rig/collector'
import { snippet } from '../testing/browser-rig/snippets'
import { until } from '../testing/browser-rig/until'

/** The SDK decides offline; `?evaluate` and `?then` say what the page does with it. */
const PAGE = `
  import { AnalyticsBrowser } from '@segment/analytics-next'
  import { StatsigClient } from '@statsig/js-client'
  import { experiments } from './plugins'
  import { statsig } from './plugins/statsig'

  const query = new URLSearchParams(location.search)
  const order = query.get('order')
  const values = ${JSON.stringify(initialize.body)}
  const xp = experiments({ eventForm: 'standard' })
  Object.assign(window, { xp })

  function startSdk(userID = 'u1') {
    const user = { userID }
    const client = new StatsigClient('client-key', user, {
      networkConfig: { preventAllNetworkTraffic: true },
    })
    client.dataAdapter.setData(JSON.stringify({ ...values, user }))
    client.initializeSync()
    xp.watch(statsig(client))
    Object.assign(window, { client })
    if (query.has('evaluate')) evaluate()
  }
  window.startSdk = startSdk

  function evaluate() {
    window.evaluatedAt = Date.now()
    client.getExperiment('user_experiment')
    if (query.has('then')) location.href = query.get('then')
  }
  window.evaluate = evaluate

  const loadAnalytics = () => {
    if (query.get('source') === 'npm') {
      window.analytics = AnalyticsBrowser.load({ writeKey: 'wk', cdnURL: location.origin })
    } else window.loadSnippet()
  }
  // Whatever the form of window.analytics is by now, and whether or not it knows 'ready'.
  const whenReady = (then) => {
    const isReady = window.analytics?.initialized || window.analytics?.instance?.initialized
    if (isReady) setTimeout(then, 50)
    else setTimeout(whenReady, 10, then)
  }

  if (order === 'sdk-first') {
    startSdk()
    loadAnalytics()
    xp.attach()
  } else if (order === 'analytics-first') {
    loadAnalytics()
    xp.attach()
    whenReady(startSdk)
  } else {
    loadAnalytics()
    startSdk()
    whenReady(() => xp.attach())
  }
`

interface Rig {
  analytics: { identify(id: string): unknown; reset(): void; track(event: string): unknown }
  xp: { counters(): { seen: number; sent: number; accepted: number; dropped: object } }
  evaluatedAt: number
  evaluate(): void
  startSdk(userID: string): void
}

let browser: Browser
let collector: Collector
let context: BrowserContext

beforeAll(async () => {
  collector = await createCollector()
  const script = await bundlePage(PAGE)
  for (const source of ['npm', 'snippet5', 'snippet4'] as const) {
    const load = source === 'npm' ? '' : snippet(source, collector)
    const html = `<!doctype html><title>Page</title>
      <script>window.loadSnippet = function () { ${load} }</script><script src="/page.js"></script>`
    collector.serve(`/${source}`, 'text/html', html)
  }
  collector.serve('/page.js', 'text/javascript', script)
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  await collector.close()
})

beforeEach(async () => {
  collector.clear()
  context = await browser.newContext()
})

afterEach(() => context.close())

const views = () => collector.events('Experiment Viewed')
const arrived = (count = 1) => until(() => views().length >= count, `${count} exposures`)
const counters = (page: Page) => page.evaluate(() => (window as unknown as Rig).xp.counters())
const accepted = (page: Page, count = 1) =>
  page.waitForFunction(
    (wanted) => (window as unknown as Rig).xp.counters().accepted >= wanted,
    count,
  )

/** The one exposure that the page saw was accepted or dropped. */
const decided = (page: Page) =>
  page.waitForFunction(() => {
    const { seen, accepted, dropped } = (window as unknown as Rig).xp.counters()
    return seen === 1 && accepted + Object.keys(dropped).length === 1
  })

describe.each(['npm', 'snippet5', 'snippet4'])('%s', (source) => {
  describe.each(['sdk-first', 'analytics-first', 'plugin-late'])('%s', (order) => {
    const address = (query = '') =>
      `${collector.url}/${source}?source=${source}&order=${order}${query}`

    async function open(query = '&evaluate'): Promise<Page> {
      const page = await context.newPage()
      await page.goto(address(query))
      return page
    }

    function expectOneView(events: CollectedEvent[], evaluatedAt: number): void {
      expect(events.map(({ properties }) => properties)).toEqual([
        expect.objectContaining({
          experiment_id: 'user_experiment',
          variation_name: 'Control',
          experiment_unit_kind: 'userID',
          experiment_unit_id: 'u1',
        }),
      ])
      expect(Math.abs(Date.parse(events[0]?.timestamp ?? '') - evaluatedAt)).toBeLessThan(50)
    }

    it('stay: arrives once, at the time of the evaluation', async () => {
      const page = await open()
      await accepted(page)
      expectOneView(views(), await page.evaluate(() => (window as unknown as Rig).evaluatedAt))
      expect(await counters(page)).toMatchObject({ seen: 1, sent: 1, accepted: 1, dropped: {} })
    })

    it('instant redirect: arrives once, from the next page if need be', async () => {
      const page = await context.newPage()
      const startedAt = Date.now()
      await page.goto(address(`&evaluate&then=${encodeURIComponent(address())}`))
      await page.waitForURL((url) => !url.searchParams.has('then'))
      await arrived()
      expect(views()).toHaveLength(1)
      expect(Date.parse(views()[0]?.timestamp ?? '')).toBeGreaterThanOrEqual(startedAt)
    })

    it('tab closed: arrives once, at the latest when the visitor comes back', async () => {
      const page = await open()
      await page.waitForFunction(() => (window as unknown as Rig).evaluatedAt > 0)
      await page.close({ runBeforeUnload: true })
      await until(() => context.pages().length === 0, 'the tab to close')
      await open('')
      await arrived()
      expect(views()).toHaveLength(1)
    })

    it('offline: arrives once when the network is back', async () => {
      const page = await open('')
      await page.evaluate(() => (window as unknown as Rig).analytics.track('Online'))
      await until(() => collector.events('Online').length === 1, 'analytics to be ready')
      await page.waitForFunction(() => 'client' in window)
      // Chromium's own emulation may let a request through on a connection that is still open.
      await context.route('**/v1/**', (route) => route.abort('internetdisconnected'))
      await context.setOffline(true)
      await page.evaluate(() => (window as unknown as Rig).evaluate())
      await page.waitForFunction(() => (window as unknown as Rig).xp.counters().sent === 1)
      expect(views()).toHaveLength(0)
      const evaluatedAt = await page.evaluate(() => (window as unknown as Rig).evaluatedAt)
      await context.unroute('**/v1/**')
      await context.setOffline(false)
      await accepted(page)
      expectOneView(views(), evaluatedAt)
    })

    it('single-page route change: arrives once', async () => {
      const page = await open()
      await accepted(page)
      await page.evaluate(() => {
        history.pushState({}, '', '/elsewhere')
        ;(window as unknown as Rig).startSdk('u1')
        ;(window as unknown as Rig).evaluate()
      })
      expect(await counters(page)).toMatchObject({ sent: 1, dropped: { DUPLICATE: 1 } })
      expect(views()).toHaveLength(1)
    })

    it('double-mounted component: arrives once', async () => {
      const page = await open('')
      await page.waitForFunction(() => 'client' in window)
      await page.evaluate(() => {
        ;(window as unknown as Rig).startSdk('u1')
        ;(window as unknown as Rig).evaluate()
        ;(window as unknown as Rig).startSdk('u1')
        ;(window as unknown as Rig).evaluate()
      })
      await accepted(page)
      expect(views()).toHaveLength(1)
      expect(await counters(page)).toMatchObject({ sent: 1 })
    })

    it('reload: arrives once', async () => {
      const page = await open()
      await accepted(page)
      await page.reload()
      await decided(page)
      expect(await counters(page)).toMatchObject({ sent: 0, dropped: { DUPLICATE: 1 } })
      expect(views()).toHaveLength(1)
    })

    it('second tab: arrives once', async () => {
      const [one, two] = await Promise.all([open(), open()])
      for (const page of [one, two]) await decided(page)
      expect(views()).toHaveLength(1)
    })

    it('logout and second user: one for each, on the right visitor', async () => {
      const page = await open()
      await accepted(page)
      await page.evaluate(() => {
        const { analytics, startSdk, evaluate } = window as unknown as Rig
        analytics.reset()
        analytics.identify('second')
        startSdk('u2')
        evaluate()
      })
      await accepted(page, 2)
      const [first, second] = views()
      expect(views()).toHaveLength(2)
      expect(first?.properties).toMatchObject({ experiment_unit_id: 'u1' })
      expect(second?.properties).toMatchObject({ experiment_unit_id: 'u2' })
      expect(first?.userId).toBeNull()
      expect(second?.userId).toBe('second')
      expect(second?.anonymousId).not.toBe(first?.anonymousId)
    })
  })
})
