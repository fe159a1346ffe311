/** The script-tag build beside the Segment snippet, and A vs B's documented hook. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { buildPlugins } from '../../scripts/build/plugins'
import { launchChromium } from '../../scripts/chromium'
import { type Collector, createCollector } from '../../testing/browser-rig/collector'
import { snippet } from '../../testing/browser-rig/snippets'
import { until } from '../../testing/browser-rig/until'
import segmentCall from './fixtures/segment.analytics-track.json'

const root = join(__dirname, '../..')
const { event, properties } = segmentCall.body

interface PageGlobals {
  segmentExperiments: {
    experiments(): {
      watch(adapter: unknown): () => void
      attach(target?: unknown): void
      counters(): { accepted: number }
    }
    aVsB(): unknown
    ownSegment(writeKey: string): unknown
  }
  avsb?: { onEvent?: (event: object) => void }
  analytics?: unknown
  xp: { counters(): { accepted: number } }
  heard: object[]
}

let browser: Browser
let collector: Collector
let page: Page

beforeAll(async () => {
  await buildPlugins(root)
  collector = await createCollector()
  const script = readFileSync(join(root, 'dist/plugins/experiments.iife.js'), 'utf8')
  collector.serve('/experiments.js', 'text/javascript', script)
  const html = (head: string) => `<!doctype html><script>${head}</script>`
  const plugin = '<script src="/experiments.js"></script>'
  collector.serve('/with-segment', 'text/html', `${html(snippet('snippet5', collector))}${plugin}`)
  collector.serve('/without-segment', 'text/html', `${html('')}${plugin}`)
  collector.serve('/snippet.js', 'text/javascript', snippet('snippet5', collector))
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  await collector.close()
})

beforeEach(async () => {
  collector.clear()
  page = await (await browser.newContext()).newPage()
  // analytics.js only knows its CDN by an https address.
  await page.route('https://cdn.segment.com/**', async (route) => {
    const response = await fetch(
      route.request().url().replace('https://cdn.segment.com', collector.url),
    )
    const headers = { 'access-control-allow-origin': '*' }
    await route.fulfill({ status: response.status, headers, body: await response.text() })
  })
})

afterEach(() => page.context().close())

/** What A vs B's snippet does on enrolment. */
const enrol = (event_name = 'experiment_viewed') =>
  page.evaluate(
    (enrolment) => {
      const { avsb } = window as unknown as PageGlobals
      avsb?.onEvent?.(enrolment)
    },
    { ...properties, event_name },
  )

const watch = () =>
  page.evaluate(() => {
    const globals = window as unknown as PageGlobals
    const { experiments, aVsB } = globals.segmentExperiments
    const xp = experiments()
    xp.watch(aVsB())
    xp.attach()
    globals.xp = xp
  })

const calls = () =>
  collector.events().map((sent) => ({ event: sent.event, properties: sent.properties }))
const arrived = () => until(() => collector.events().length > 0, 'the exposure')

it('sends the documented call on enrolment, through window.analytics while it is a stub', async () => {
  await page.goto(`${collector.url}/with-segment`)
  await watch()
  await enrol()
  await enrol()
  await arrived()
  expect(calls()).toEqual([{ event, properties }])
})

it('sends through window.analytics when it has loaded', async () => {
  await page.goto(`${collector.url}/with-segment`)
  await page.waitForFunction(() => {
    const { analytics } = window as unknown as { analytics: { initialized?: boolean } }
    return analytics.initialized === true
  })
  await watch()
  await enrol()
  await arrived()
  expect(calls()).toEqual([{ event, properties }])
})

it('waits for a window.analytics that comes later', async () => {
  await page.goto(`${collector.url}/without-segment`)
  await watch()
  await enrol()
  await page.addScriptTag({ url: '/snippet.js' })
  await arrived()
  expect(calls()).toEqual([{ event, properties }])
})

it('with a write key of its own leaves the page alone, and shares the visitor', async () => {
  await page.goto(`${collector.url}/with-segment`)
  await page.evaluate(() => {
    const globals = window as unknown as PageGlobals
    const { experiments, aVsB, ownSegment } = globals.segmentExperiments
    const xp = experiments()
    xp.watch(aVsB())
    xp.attach(ownSegment('wk_own'))
    ;(globals.analytics as { track(name: string): void }).track('From the page')
  })
  await enrol()
  await until(() => collector.events().length === 2, 'both events')
  const sent = collector.events().sort((a, b) => (a.writeKey ?? '').localeCompare(b.writeKey ?? ''))
  expect(sent.map((one) => [one.writeKey, one.event])).toEqual([
    ['wk', 'From the page'],
    ['wk_own', 'avsb_experiment'],
  ])
  expect(sent[1]?.anonymousId).toBe(sent[0]?.anonymousId)
  const writeKey = await page.evaluate(
    () =>
      (window as unknown as { analytics: { settings: { writeKey: string } } }).analytics.settings
        .writeKey,
  )
  expect(writeKey).toBe('wk')
})

it('with a write key needs no Segment on the page', async () => {
  await page.goto(`${collector.url}/without-segment`)
  await page.evaluate(() => {
    const { experiments, aVsB, ownSegment } = (window as unknown as PageGlobals).segmentExperiments
    const xp = experiments()
    xp.watch(aVsB())
    xp.attach(ownSegment('wk_own'))
  })
  await enrol()
  await arrived()
  expect(calls()).toEqual([{ event, properties }])
  expect(await page.evaluate(() => 'analytics' in window)).toBe(false)
})

it('makes no exposure of a conversion', async () => {
  await page.goto(`${collector.url}/with-segment`)
  await watch()
  await enrol('purchase')
  await enrol()
  await arrived()
  expect(calls()).toEqual([{ event, properties }])
})

it.each(['before', 'after'])(
  "keeps the page's own handler, set %s the plugin watches",
  async (when) => {
    await page.goto(`${collector.url}/with-segment`)
    const setHandler = () =>
      page.evaluate(() => {
        const globals = window as unknown as PageGlobals
        globals.heard = []
        globals.avsb ??= {}
        globals.avsb.onEvent = (enrolment) => globals.heard.push(enrolment)
      })
    if (when === 'before') await setHandler()
    await watch()
    if (when === 'after') await setHandler()
    await enrol()
    await arrived()
    expect(calls()).toEqual([{ event, properties }])
    expect(await page.evaluate(() => (window as unknown as PageGlobals).heard)).toEqual([
      properties,
    ])
  },
)
