/** 2,000 visits of a redirect test: is the loss the same, and almost nothing, in both arms? */
import { availableParallelism } from 'node:os'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../scripts/chromium'
import { bundlePage } from '../testing/browser-rig/bundle-page'
import { type Collector, createCollector } from '../testing/browser-rig/collector'

/** Five to ten minutes on two cores; fewer with REDIRECT_VISITS. */
const VISITS = Number(process.env.REDIRECT_VISITS ?? 2_000)
const BASELINE_VISITS = 40
/** A page load is nothing but work: more tabs than cores only wait for each other. */
const TABS = availableParallelism()
const TIMEOUT_MS = 1_800_000

/** Every visit is a new visitor. The redirecting arm leaves in the tick in which it is exposed. */
const PAGE = `
  import { AnalyticsBrowser } from '@segment/analytics-next'
  import { experiments } from './plugins'
  const query = new URLSearchParams(location.search)
  const visit = query.get('visit')
  const isLanding = location.pathname === '/landing'
  if (isLanding) {
    localStorage.clear()
    for (const pair of document.cookie.split('; ')) document.cookie = pair.split('=')[0] + '=; Max-Age=0; path=/'
  }
  const analytics = AnalyticsBrowser.load({ writeKey: 'wk', cdnURL: location.origin })
  const exposure = {
    experimentId: 'redirect', variationId: query.get('arm'), unit: { kind: 'visit', id: visit },
  }
  let expose
  if (query.has('baseline')) {
    analytics.then(() => { window.analytics = analytics })
    expose = () => window.analytics?.track('Experiment Viewed', {
      experiment_unit_id: visit, variation_id: exposure.variationId,
    })
  } else {
    const xp = experiments()
    analytics.register(xp)
    expose = () => xp.expose(exposure)
  }
  const arrive = () => analytics.track('Arrived', { visit }).then(() => { console.log('arrived') })
  const land = () => {
    expose()
    if (query.get('arm') === 'redirect') location.href = '/target' + location.search
    else arrive()
  }
  if (!isLanding) arrive()
  else if (query.has('late')) analytics.then(land)
  else land()
`

let browser: Browser
let collector: Collector

beforeAll(async () => {
  collector = await createCollector()
  const script = await bundlePage(PAGE)
  const html = '<!doctype html><title>visit</title><script src="/page.js"></script>'
  collector.serve('/landing', 'text/html', html)
  collector.serve('/target', 'text/html', html)
  collector.serve('/page.js', 'text/javascript', script)
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  await collector.close()
})

const armOf = (visit: number) => (visit % 2 === 0 ? 'stay' : 'redirect')

/** Half of the visitors are exposed before analytics has loaded, half after. */
const isLate = (visit: number) => visit % 4 >= 2
const isNeverLate = () => false

async function visitAll(visits: number, query: string, late = isLate): Promise<void> {
  let next = 0
  const tab = async () => {
    const page: Page = await (await browser.newContext()).newPage()
    while (next < visits) {
      const visit = next++
      const arrived = page.waitForEvent('console', (message) => message.text() === 'arrived')
      const address = `${collector.url}/landing?visit=${visit}&arm=${armOf(visit)}${late(visit) ? '&late' : ''}${query}`
      await page.goto(address, { waitUntil: 'commit' })
      await arrived
    }
    await page.context().close()
  }
  await Promise.all(Array.from({ length: TABS }, tab))
}

/** How many visits of each arm were not heard of. */
function lossOf(visits: number): { stay: number; redirect: number } {
  const heard = new Set(
    collector
      .events('Experiment Viewed')
      .map(({ properties }) => Number(properties?.experiment_unit_id)),
  )
  const loss = { stay: 0, redirect: 0 }
  for (let visit = 0; visit < visits; visit++) if (!heard.has(visit)) loss[armOf(visit)]++
  return loss
}

/** P of a difference at least as large if both arms lose alike: chi-square, one degree of freedom. */
function pOfDifference(loss: { stay: number; redirect: number }, visitsPerArm: number): number {
  const expected = (loss.stay + loss.redirect) / 2
  if (expected === 0) return 1
  const kept = visitsPerArm - expected
  const square = (loss.stay - expected) ** 2
  const chi = 2 * (square / expected + square / kept)
  return erfc(Math.sqrt(chi / 2))
}

/** Abramowitz and Stegun 7.1.26, good to seven digits. */
function erfc(x: number): number {
  const t = 1 / (1 + 0.3275911 * x)
  const series = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592]
  return series.reduce((sum, term) => (sum + term) * t, 0) * Math.exp(-x * x)
}

it(
  'loses at most 0.5 % in each arm, and the same in both',
  async () => {
    collector.clear()
    await visitAll(VISITS, '')
    const loss = lossOf(VISITS)
    const perArm = VISITS / 2
    expect(loss.stay / perArm).toBeLessThanOrEqual(0.005)
    expect(loss.redirect / perArm).toBeLessThanOrEqual(0.005)
    expect(pOfDifference(loss, perArm)).toBeGreaterThan(0.01)
    // Each of them once, and never in the other arm.
    const views = collector.events('Experiment Viewed')
    expect(new Set(views.map(({ properties }) => properties?.experiment_unit_id)).size).toBe(
      views.length,
    )
  },
  TIMEOUT_MS,
)

it(
  'where the usual one-liner loses the redirecting arm, exposed before analytics has loaded',
  async () => {
    collector.clear()
    await visitAll(BASELINE_VISITS, '&baseline', isNeverLate)
    const { redirect } = lossOf(BASELINE_VISITS)
    expect(redirect / (BASELINE_VISITS / 2)).toBeGreaterThan(0.5)
  },
  TIMEOUT_MS,
)
