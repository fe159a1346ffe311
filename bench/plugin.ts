/** The plugin's weight beside its peers', and its cost for each event beside a plugin that does nothing. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { minify } from '@swc/core'
import { build } from 'esbuild'
import { launchChromium } from '../scripts/chromium'
import { bundlePage } from '../testing/browser-rig/bundle-page'
import { createCollector } from '../testing/browser-rig/collector'
import type { BenchResult } from './bench-result'

const KB = 1024
const ROUNDS = 30
const EVENTS = 500
/** Many, because one is far below the noise of a busy machine. */
const COPIES = 20

const POSTHOG_INTEGRATION = 'lib/src/extensions/segment-integration.js'

/** Every adapter, with the module that exports it. */
const ADAPTERS = [
  ['a-vs-b', 'aVsB'],
  ['amplitude', 'amplitude'],
  ['growthbook', 'growthbook'],
  ['kameleoon', 'kameleoon'],
  ['launchdarkly', 'launchdarkly'],
  ['openfeature', 'openfeature'],
  ['optimizely', 'optimizely'],
  ['posthog', 'posthog'],
  ['split', 'split'],
  ['statsig', 'statsig'],
  ['statsig', 'statsigGates'],
  ['statsig', 'statsigLayers'],
  ['unleash', 'unleash'],
] as const

/**
 * What a page's bundler would ship for this import alone: bundled and tree-shaken by esbuild as ES2021,
 * minified by swc, gzip -9. An import that shares a page with others adds less.
 */
async function gzipBytes(contents: string): Promise<number> {
  const result = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2021',
    logLevel: 'error',
  })
  return minified(result.outputFiles[0]?.text ?? '')
}

async function minified(source: string): Promise<number> {
  const options = { compress: { passes: 3, module: true }, mangle: true, module: true } as const
  const { code } = await minify(source, options)
  return gzipSync(code, { level: 9 }).length
}

async function sizes(): Promise<BenchResult[]> {
  const core = await gzipBytes(`export { experiments } from './plugins/experiments'`)
  const results: BenchResult[] = [
    { name: 'whole core, without adapters', value: core, unit: 'bytes gzip', limit: 2.8 * KB },
  ]
  for (const [folder, adapter] of ADAPTERS) {
    const value = await gzipBytes(`export { ${adapter} } from './platforms/${folder}/browser'`)
    results.push({ name: `adapter ${adapter}`, value, unit: 'bytes gzip', limit: 300 })
  }
  const floor = `export const p = { name: 'p', type: 'enrichment', isLoaded: () => true, load: () => Promise.resolve(), track: (c) => c, page: (c) => c, identify: (c) => c, group: (c) => c }`
  const peers = [
    ['an enrichment plugin that does nothing', floor],
    [
      "peer: GrowthBook's third-party tracking plugin",
      `export { thirdPartyTrackingPlugin } from '@growthbook/growthbook/plugins'`,
    ],
  ] as const
  for (const [name, contents] of peers) {
    results.push({ name, value: await gzipBytes(contents), unit: 'bytes gzip' })
  }
  // Alone, because it imports half of its SDK.
  const file = join(dirname(require.resolve('posthog-js/package.json')), POSTHOG_INTEGRATION)
  const value = await minified(readFileSync(file, 'utf8'))
  results.push({ name: "peer: PostHog's Segment integration", value, unit: 'bytes gzip' })
  return results
}

/**
 * Three instances of the real analytics.js in one page: with `COPIES` of our plugin, of a plugin that
 * does nothing, and of none. A round times the same events on each; the difference, divided by the
 * copies, is the cost. Each copy is given the event as it was, or only the first would add to it: that
 * assignment is in both figures.
 */
const PAGE = `
  import { AnalyticsBrowser } from '@segment/analytics-next'
  import { experiments } from './plugins'
  const COPIES = ${COPIES}, EVENTS = ${EVENTS}
  const context = { page: { url: location.href }, library: { name: 'bench' } }
  const copy = (plugin) => {
    const own = plugin.track
    plugin.track = (ctx) => {
      ctx.event.context = context
      return own(ctx)
    }
    return plugin
  }
  const nothing = () => ({
    name: 'nothing', type: 'enrichment', isLoaded: () => true, load: () => Promise.resolve(), track: (ctx) => ctx,
  })
  const ours = (max) => () => experiments({ enrich: { events: ['Bench'], max } })

  function fill(count) {
    localStorage.clear()
    for (let index = 0; index < count; index++) {
      const unit = { kind: 'anonymous', id: 'bench' }
      const experimentId = 'experiment_' + index
      const sighting = {
        platform: 'page', kind: 'experiment', experimentId, variationId: 'b', unit, visitor: 'bench', timeMs: index,
      }
      localStorage['segment-experiments:' + JSON.stringify(['page', unit, experimentId])] = JSON.stringify(sighting)
    }
  }

  async function instance(make) {
    const analytics = new AnalyticsBrowser()
    analytics.setAnonymousId('bench')
    analytics.load(
      { writeKey: 'wk', cdnURL: location.origin },
      { user: { persist: false }, integrations: { 'Segment.io': false } },
    )
    for (let count = 0; make && count < COPIES; count++) analytics.register(copy(make()))
    const [loaded] = await analytics
    return loaded
  }

  async function time(analytics) {
    const startMs = performance.now()
    const sent = []
    for (let index = 0; index < EVENTS; index++) sent.push(analytics.track('Bench', { index }))
    await Promise.all(sent)
    return ((performance.now() - startMs) * 1000) / EVENTS / COPIES
  }

  window.measure = async (stored, rounds) => {
    fill(stored)
    const kinds = [await instance(ours(5)), await instance(nothing), await instance(undefined)]
    for (const analytics of kinds) await time(analytics)
    const costs = []
    for (let round = 0; round < rounds; round++) {
      const us = []
      // The order turns, so that none always comes first.
      for (let turn = 0; turn < 3; turn++) {
        const kind = (round + turn) % 3
        us[kind] = await time(kinds[kind])
      }
      costs.push({ ours: us[0] - us[2], nothing: us[1] - us[2] })
    }
    return costs
  }
`

interface Cost {
  ours: number
  nothing: number
}

async function costs(): Promise<BenchResult[]> {
  const collector = await createCollector()
  const browser = await launchChromium()
  try {
    collector.serve('/page.js', 'text/javascript', await bundlePage(PAGE))
    collector.serve('/', 'text/html', '<!doctype html><script src="/page.js"></script>')
    const measure = async (stored: number): Promise<Cost[]> => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(`${collector.url}/`)
      const run = [stored, ROUNDS] as const
      const measured = await page.evaluate(
        ([count, rounds]) =>
          (
            window as unknown as { measure(count: number, rounds: number): Promise<Cost[]> }
          ).measure(count, rounds),
        run,
      )
      await page.context().close()
      return measured
    }
    const five = await measure(5)
    const many = await measure(1000)
    const at = (of: Cost[], key: keyof Cost) => median(of.map((cost) => cost[key]))
    const note = (of: Cost[]) => `median of ${ROUNDS} paired rounds, quartiles ${quartiles(of)}`
    return [
      {
        name: 'cost per event, five experiments on it',
        value: at(five, 'ours'),
        unit: 'µs',
        limit: 10,
        note: note(five),
      },
      {
        name: 'cost per event of a plugin that does nothing',
        value: at(five, 'nothing'),
        unit: 'µs',
      },
      {
        name: 'cost per event with 1,000 experiments stored',
        value: at(many, 'ours'),
        unit: 'µs',
        limit: 10,
        note: note(many),
      },
      {
        name: 'cost with 1,000 stored ÷ cost with 5 stored',
        value: at(many, 'ours') / at(five, 'ours'),
        unit: '×',
      },
    ]
  } finally {
    await browser.close()
    await collector.close()
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function quartiles(of: readonly Cost[]): string {
  const sorted = of.map(({ ours }) => ours).sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1)
  return `${at(0.25)} to ${at(0.75)} µs`
}

export default async (): Promise<BenchResult[]> => [...(await sizes()), ...(await costs())]
