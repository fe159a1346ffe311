/** Nine things that happen on a page, and how many exposures of each way of sending them arrive. */
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../scripts/chromium'
import { bundlePage } from '../testing/browser-rig/bundle-page'
import { type Collector, createCollector } from '../testing/browser-rig/collector'
import { snippet } from '../testing/browser-rig/snippets'
import type { BenchResult } from './bench-result'

const DRIVERS = {
  ours: 'the plugin, xp.expose()',
  growthbook: "GrowthBook's third-party tracking plugin",
  posthog: "PostHog's Segment integration",
  naive: 'window.analytics?.track()',
} as const

type Driver = keyof typeof DRIVERS

interface Scenario {
  name: string
  ideal: number
  source: 'snippet5' | 'npm'
  /** When `window.analytics` is set: at once, after analytics has loaded, or never. */
  global: 'now' | 'later' | 'never'
  /** What the page is told beside that. */
  query?: string
  run(page: PageActions): Promise<void>
}

interface PageActions {
  evaluate(): Promise<void>
  call(method: 'identify' | 'reset' | 'track', argument?: string): Promise<void>
  tellSdk(id: string): Promise<void>
  reload(): Promise<void>
  /** The page has gone to the next one by itself. */
  left(): Promise<void>
  ready(): Promise<void>
}

/** Exposed by the page's own script, before analytics has loaded. */
const EARLY = { query: '&early', run: async () => {} }

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'A exposed while the snippet is a stub',
    ideal: 1,
    source: 'snippet5',
    global: 'now',
    ...EARLY,
  },
  {
    name: 'B npm, on window once it has loaded',
    ideal: 1,
    source: 'npm',
    global: 'later',
    ...EARLY,
  },
  { name: 'C npm, never on window', ideal: 1, source: 'npm', global: 'never', ...EARLY },
  {
    name: 'D the same exposure three times',
    ideal: 1,
    source: 'npm',
    global: 'now',
    async run(page) {
      for (let time = 0; time < 3; time++) await page.evaluate()
    },
  },
  {
    name: 'E again after a reload',
    ideal: 1,
    source: 'npm',
    global: 'now',
    async run(page) {
      await page.evaluate()
      await page.ready()
      await page.reload()
      await page.evaluate()
    },
  },
  {
    name: 'F another user, and the SDK is told',
    ideal: 2,
    source: 'npm',
    global: 'now',
    async run(page) {
      await page.ready()
      await page.call('identify', 'u1')
      await page.evaluate()
      await page.call('identify', 'u2')
      await page.tellSdk('u2')
      await page.evaluate()
    },
  },
  {
    name: 'G reset, and the SDK is not told',
    ideal: 2,
    source: 'npm',
    global: 'now',
    async run(page) {
      await page.ready()
      await page.evaluate()
      await page.call('reset')
      await page.evaluate()
    },
  },
  {
    name: 'H a later event carries the variation',
    ideal: 1,
    source: 'npm',
    global: 'now',
    async run(page) {
      await page.evaluate()
      await page.call('track', 'Order Completed')
    },
  },
  {
    name: 'I exposed, and gone in the same tick',
    ideal: 1,
    source: 'npm',
    global: 'now',
    query: '&leave',
    run: (page) => page.left(),
  },
]

/** The real GrowthBook SDK decides; the drivers differ in what they do with the decision. */
const PAGE = `
  import { AnalyticsBrowser } from '@segment/analytics-next'
  import { GrowthBook } from '@growthbook/growthbook'
  import { thirdPartyTrackingPlugin } from '@growthbook/growthbook/plugins'
  import posthog from 'posthog-js'
  import { experiments } from './plugins'
  const query = new URLSearchParams(location.search)
  const driver = query.get('driver')
  const isNpm = query.get('source') === 'npm'
  const analytics = isNpm ? AnalyticsBrowser.load({ writeKey: 'wk', cdnURL: location.origin }) : undefined
  if (query.get('global') === 'now' && isNpm) window.analytics = analytics
  if (query.get('global') === 'later') analytics.then(() => { window.analytics = analytics })
  const xp = experiments({ enrich: { events: ['Order Completed'] } })
  if (driver === 'ours' && isNpm) analytics.register(xp)
  if (driver === 'ours' && !isNpm) xp.attach()
  const rules = [{ key: 'checkout', variations: ['a', 'b'], weights: [0, 1], coverage: 1, hashAttribute: 'id' }]
  const gb = new GrowthBook({
    attributes: { id: 'u1' },
    plugins: driver === 'growthbook' ? [thirdPartyTrackingPlugin({ trackers: ['segment'] })] : [],
  })
  gb.initSync({ payload: { features: { checkout: { defaultValue: 'a', rules } } } })
  if (driver === 'posthog') {
    posthog.init('key', {
      segment: isNpm ? analytics : window.analytics,
      api_host: location.origin,
      bootstrap: { distinctID: 'u1', featureFlags: { checkout: '1' } },
      opt_out_useragent_filter: true,
      autocapture: false,
      disable_session_recording: true,
      disable_surveys: true,
      disable_external_dependency_loading: true,
    })
  }
  const properties = { experiment_id: 'checkout', variation_id: '1' }
  window.api = {
    evaluate() {
      if (query.has('silent')) return
      gb.evalFeature('checkout')
      if (driver === 'naive') window.analytics?.track('Experiment Viewed', properties)
      if (driver === 'posthog') posthog.getFeatureFlag('checkout')
      if (driver === 'ours') xp.expose({ experimentId: 'checkout', variationId: '1' })
    },
    tellSdk: (id) => gb.setAttributes({ id }),
    analytics: () => (isNpm ? analytics : window.analytics),
    // Whatever was sent before it has left the page when it resolves.
    drain: async () => {
      const real = isNpm ? (await analytics)[0] : window.analytics
      await real.track('Drained')
    },
  }
  if (query.has('early')) window.api.evaluate()
  if (query.has('leave') && !query.has('silent')) {
    window.api.evaluate()
    location.href = location.href + '&silent'
  }
`

interface PageApi {
  evaluate(): void
  tellSdk(id: string): Promise<void>
  analytics(): Record<string, (argument?: string) => Promise<unknown>>
  drain(): Promise<void>
}

function actionsOf(page: Page): PageActions {
  const drain = () => page.evaluate(() => (window as unknown as { api: PageApi }).api.drain())
  return {
    evaluate: () => page.evaluate(() => (window as unknown as { api: PageApi }).api.evaluate()),
    call: (method, argument) =>
      page.evaluate(
        async ([name, given]) => {
          await (window as unknown as { api: PageApi }).api.analytics()[name]?.(given)
        },
        [method, argument] as const,
      ),
    tellSdk: (id) =>
      page.evaluate((given) => (window as unknown as { api: PageApi }).api.tellSdk(given), id),
    async reload() {
      await page.reload()
    },
    async left() {
      await page.waitForURL((url) => url.searchParams.has('silent'))
    },
    ready: drain,
  }
}

async function countOf(
  browser: Browser,
  collector: Collector,
  { name, source, global, query = '', run }: Scenario,
  driver: Driver,
): Promise<number> {
  collector.clear()
  const page = await (await browser.newContext()).newPage()
  await page.goto(
    `${collector.url}/${source}?source=${source}&global=${global}&driver=${driver}${query}`,
  )
  const actions = actionsOf(page)
  await run(actions)
  await page.waitForFunction(() => 'api' in window)
  if (source === 'snippet5') {
    await page.waitForFunction(() => {
      return (window as unknown as { analytics: { initialized?: boolean } }).analytics.initialized
    })
  }
  await actions.ready()
  await page.context().close()
  const carriers = collector.events('Order Completed').filter(({ context, properties = {} }) => {
    const names = Object.keys(properties)
    return (
      context.experiments !== undefined ||
      names.some((name) => /^\$feature\/|^\$active_feature/.test(name))
    )
  })
  return name.startsWith('H') ? carriers.length : collector.events('Experiment Viewed').length
}

export default async function pluginScenarios(): Promise<BenchResult[]> {
  const collector = await createCollector()
  const browser = await launchChromium()
  const results: BenchResult[] = []
  try {
    collector.serve('/page.js', 'text/javascript', await bundlePage(PAGE))
    for (const source of ['npm', 'snippet5'] as const) {
      const head = source === 'npm' ? '' : `<script>${snippet(source, collector)}</script>`
      const html = `<!doctype html>${head}<script src="/page.js"></script>`
      collector.serve(`/${source}`, 'text/html', html)
    }
    for (const scenario of SCENARIOS) {
      for (const driver of Object.keys(DRIVERS) as Driver[]) {
        const value = await countOf(browser, collector, scenario, driver)
        const name = `${scenario.name}: ${DRIVERS[driver]}`
        results.push({ name, value, unit: `of ${scenario.ideal}` })
      }
    }
  } finally {
    await browser.close()
    await collector.close()
  }
  return results
}
