/** A page on which a real SDK, an adapter, the plugin and the real analytics.js meet; one for each test. */
import type { Browser, Page } from 'playwright-core'
import type { Counters, ExperimentsOptions } from '../../plugins'
import { bundlePage } from './bundle-page'
import { type CollectedEvent, type Collector, createCollector } from './collector'

/** The page's side of it: `start` is called with the test's options, `evaluate` by the test. */
const PRELUDE = `
  import { AnalyticsBrowser } from '@segment/analytics-next'
  import { experiments } from './plugins'
  window.rig = {
    open(options) {
      this.xp = experiments(options)
      this.analytics = AnalyticsBrowser.load({ writeKey: 'wk', cdnURL: location.origin })
      this.analytics.register(this.xp)
    },
    watch(adapter) { this.detach = this.xp.watch(adapter) },
  }
`

export interface AdapterPage {
  /** Calls `rig.start` in the page, which boots the SDK and watches it. */
  start(options?: ExperimentsOptions, ...args: unknown[]): Promise<void>
  /** Calls `rig.evaluate` in the page. */
  evaluate(...args: unknown[]): Promise<unknown>
  /** Waits until each of `count` evaluations was accepted or dropped. */
  decided(count: number): Promise<Counters>
  counters(): Promise<Counters>
  detach(): Promise<void>
  page(): Page
  collector(): Collector
  /** What was sent, without what analytics adds. */
  sent(): Pick<CollectedEvent, 'event' | 'properties'>[]
}

interface PageRig {
  xp: { counters(): Counters }
  open(options: object): void
  start(...args: unknown[]): unknown
  evaluate(...args: unknown[]): unknown
  detach(): void
}

/** @param code TypeScript that sets `rig.start` and `rig.evaluate`; imports are relative to the root. */
export function useAdapterPage(launch: () => Promise<Browser>, code: string): AdapterPage {
  let browser: Browser
  let collector: Collector
  let page: Page

  beforeAll(async () => {
    collector = await createCollector()
    collector.serve('/page.js', 'text/javascript', await bundlePage(PRELUDE + code))
    collector.serve('/', 'text/html', '<!doctype html><script src="/page.js"></script>')
    browser = await launch()
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

  const counters = () =>
    page.evaluate(() => (window as unknown as { rig: PageRig }).rig.xp.counters())
  return {
    start: (options = {}, ...args) =>
      page.evaluate(
        async ([given, rest]) => {
          const { rig } = window as unknown as { rig: PageRig }
          rig.open(given)
          await rig.start(...rest)
        },
        [options as object, args] as const,
      ),
    evaluate: (...args) =>
      page.evaluate((given) => {
        return (window as unknown as { rig: PageRig }).rig.evaluate(...given)
      }, args),
    async decided(count) {
      await page.waitForFunction((wanted) => {
        const now = (window as unknown as { rig: PageRig }).rig.xp.counters()
        const dropped = Object.values(now.dropped).reduce((sum, value) => sum + value, 0)
        return now.accepted + dropped >= wanted
      }, count)
      return counters()
    },
    counters,
    detach: () => page.evaluate(() => (window as unknown as { rig: PageRig }).rig.detach()),
    page: () => page,
    collector: () => collector,
    sent: () => collector.events().map(({ event, properties }) => ({ event, properties })),
  }
}
