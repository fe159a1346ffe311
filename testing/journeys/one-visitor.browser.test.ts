import { join } from 'node:path'
import { Analytics } from '@segment/analytics-node'
import type { Browser } from 'playwright-core'
import { destinations } from '../../destination'
import initialize from '../../platforms/statsig/fixtures/browser.initialize.json'
import { buildSourceFunction } from '../../scripts/build/source-function'
import { launchChromium } from '../../scripts/chromium'
import { createWorkspace, type Workspace } from '../../workspace/create-workspace'
import { bundlePage } from '../browser-rig/bundle-page'
import { type Collector, createCollector } from '../browser-rig/collector'
import { until } from '../browser-rig/until'

const ROOT = join(__dirname, '../..')
const TOKEN = 'local'
const VISITOR = 'u1'
const AUDIENCE = 'saw_the_test'

const PAGE = `
  import { AnalyticsBrowser } from '@segment/analytics-next'
  import { StatsigClient } from '@statsig/js-client'
  import { experiments } from './plugins'
  import { statsig } from './plugins/statsig'

  window.visit = (values, cdnURL, userID) => {
    const networkConfig = { preventAllNetworkTraffic: true }
    const client = new StatsigClient('client-key', { userID }, { networkConfig })
    client.dataAdapter.setData(JSON.stringify({ ...values, user: { userID } }))
    client.initializeSync()
    const analytics = AnalyticsBrowser.load({ writeKey: 'wk_website', cdnURL })
    const xp = experiments({ eventForm: 'standard', enrich: { events: ['Order Completed'] } })
    analytics.register(xp)
    xp.watch(statsig(client))
    client.getExperiment('user_experiment')
    analytics.track('Order Completed', { total: 1 })
  }
`

let browser: Browser
let pages: Collector
let workspace: Workspace

beforeAll(async () => {
  await buildSourceFunction(ROOT)
  pages = await createCollector()
  pages.serve('/page.js', 'text/javascript', await bundlePage(PAGE))
  pages.serve('/', 'text/html', '<!doctype html><script src="/page.js"></script>')
  browser = await launchChromium()
  workspace = await createWorkspace({
    sources: [
      { id: 'website' },
      { id: 'server' },
      {
        id: 'hooks',
        sourceFunction: {
          file: join(ROOT, 'dist/functions/source.js'),
          settings: { sharedSecret: TOKEN, eventForm: 'standard' },
        },
      },
    ],
    destinations: Object.values(destinations)
      .filter(({ name }) => name === 'Statsig')
      .map((definition) => ({ definition, standIn: 'statsig', sources: ['server'] })),
  })
  workspace.platform('statsig').createList({ id: AUDIENCE })
})

afterAll(async () => {
  await browser.close()
  await pages.close()
  await workspace.stop()
})

const eventsOf = (name: string) => workspace.events().filter(({ event }) => event.event === name)

it('counts one exposure that the browser and the webhook both report once', async () => {
  const page = await browser.newPage()
  await page.goto(`${pages.url}/`)
  await page.evaluate(
    ([values, url, visitor]) =>
      (window as unknown as { visit(...args: unknown[]): void }).visit(values, url, visitor),
    [initialize.body, workspace.url, VISITOR] as const,
  )
  await until(() => eventsOf('Experiment Viewed').length > 0, 'the exposure of the browser')
  const seen = eventsOf('Experiment Viewed')[0]?.event
  await workspace.send('hooks', [webhookOf(seen?.properties, seen?.timestamp)], {
    query: { token: TOKEN },
  })
  const [fromBrowser, fromServer, ...others] = eventsOf('Experiment Viewed')
  expect(others).toEqual([])
  expect(fromBrowser?.status).toBe('accepted')
  expect(fromServer).toMatchObject({ status: 'duplicate', messageId: fromBrowser?.messageId })
})

it('puts the variation on the order of the browser', async () => {
  await until(() => eventsOf('Order Completed').length > 0, 'the order of the browser')
  const exposure = eventsOf('Experiment Viewed')[0]?.event.properties
  expect(eventsOf('Order Completed')[0]?.event.context?.experiments).toEqual([
    { experiment_id: exposure?.experiment_id, variation_id: exposure?.variation_id },
  ])
})

it('carries the bucketed unit to the conversion and into the list', async () => {
  const analytics = new Analytics({ writeKey: 'wk_server', host: workspace.url })
  analytics.track({ userId: VISITOR, event: 'Subscribed' })
  analytics.identify({
    userId: VISITOR,
    traits: { [AUDIENCE]: true },
    context: {
      personas: { computation_class: 'audience', computation_key: AUDIENCE, namespace: 'spa' },
    },
  })
  await analytics.closeAndFlush()
  await workspace.waitForIdle()
  const unit = eventsOf('Experiment Viewed')[0]?.event.properties?.experiment_unit_id
  expect(unit).toBe(VISITOR)
  expect(workspace.platform('statsig').accepted('event')).toMatchObject([
    { item: { eventName: 'Subscribed', user: { userID: unit } } },
  ])
  expect(workspace.platform('statsig').members(AUDIENCE)).toEqual([unit])
})

/** The same exposure as Statsig reports it; its SDKs log experiments as config_exposure. */
function webhookOf(properties: Record<string, unknown> | undefined, timestamp: unknown) {
  return {
    eventName: 'statsig::config_exposure',
    userID: VISITOR,
    unitID: 'userID',
    timestamp: Date.parse(String(timestamp)),
    metadata: {
      config: properties?.experiment_id,
      ruleID: properties?.variation_id,
      experimentGroupName: properties?.variation_name,
    },
  }
}
