/** The page's code: Statsig decides offline, analytics.js sends to this workspace. */
import { AnalyticsBrowser } from '@segment/analytics-next'
import { StatsigClient } from '@statsig/js-client'
import { experiments, reportCounters } from '../../../plugins'
import { statsig } from '../../../plugins/statsig'

const EXPERIMENT = 'checkout_button'
const GROUP = 'Test'
const COUNTERS_EVERY_MS = 250

const writeKey = new URLSearchParams(location.search).get('writeKey') ?? 'wk_website'
const userID = 'visitor-of-the-plugin-page'

const client = new StatsigClient(
  'client-key',
  { userID },
  { networkConfig: { preventAllNetworkTraffic: true } },
)
client.dataAdapter.setData(JSON.stringify(values()))
client.initializeSync()

const xp = experiments({ enrich: { events: ['Order Completed', 'page'] } })
const analytics = AnalyticsBrowser.load({ writeKey, cdnURL: location.origin })
analytics.register(xp)
xp.watch(statsig(client))
reportCounters(xp, location.origin)
analytics.page()

const evaluate = () => client.getExperiment(EXPERIMENT).groupName ?? 'none'
show('variation', evaluate())
onClick('order', () => analytics.track('Order Completed', { total: 42 }))
onClick('identify', () => analytics.identify('user-1'))
onClick('reset', () => analytics.reset())
onClick('again', evaluate)
setInterval(() => show('counters', JSON.stringify(xp.counters(), null, 2)), COUNTERS_EVERY_MS)

Object.assign(window, { analytics, xp, client })

/** What Statsig's server would answer for this visitor. */
function values() {
  return {
    has_updates: true,
    time: 1,
    hash_used: 'none',
    user: { userID },
    feature_gates: {},
    layer_configs: {},
    dynamic_configs: {
      [EXPERIMENT]: {
        name: EXPERIMENT,
        value: { colour: 'green' },
        rule_id: '4SauZJcM1T7zNvh1igBjwE',
        group: '4SauZJcM1T7zNvh1igBjwE',
        group_name: GROUP,
        id_type: 'userID',
        is_user_in_experiment: true,
        is_experiment_active: true,
        secondary_exposures: [],
      },
    },
  }
}

function show(id: string, text: string): void {
  const element = document.getElementById(id)
  if (element) element.textContent = text
}

function onClick(id: string, action: () => unknown): void {
  document.getElementById(id)?.addEventListener('click', () => void action())
}
