/** Answers that are computed from the records: exposures, cost, one unit's way, a settings preview. */
import { Hono } from 'hono'
import { ExperimentsError } from '../../platforms/experiments-error'
import { isRecord } from '../../platforms/is-record'
import type { FunctionSources } from '../functions/function-sources'
import { estimateCost } from '../insights/estimate-cost'
import type { ExposureBook } from '../insights/exposure-book'
import type { PluginCounters } from '../insights/plugin-counters'
import { previewSettings } from '../insights/preview-settings'
import type { RecentWebhooks } from '../insights/recent-webhooks'
import { unitTimeline } from '../insights/unit-timeline'
import type { StandInPlatforms } from '../stand-ins/stand-in-platforms'
import type { Store } from '../store/store'
import { type Answer, readJson } from './answer'
import { listedRecord } from './listed-record'

export interface InsightsContext {
  store: Store
  functions: FunctionSources
  platforms: StandInPlatforms
  exposures: ExposureBook
  webhooks: RecentWebhooks
  pluginCounters: PluginCounters
}

export function createInsightsApi(context: InsightsContext, answer: Answer): Hono {
  const { store, functions, platforms, exposures, webhooks, pluginCounters } = context
  const app = new Hono()
  app.get('/webhooks', (c) =>
    answer(c, { items: webhooks.all().map((it) => listedRecord('requests', it)) }),
  )
  app.get('/exposures', (c) => answer(c, { items: exposures.report() }))
  app.get('/plugin-counters', (c) => answer(c, { items: pluginCounters.all() }))
  app.get('/estimate', (c) => answer(c, estimateCost(webhooks.all(), functions.settingsOf)))
  app.get('/units/:id', (c) =>
    answer(c, unitTimeline(c.req.param('id'), store, platforms, functions.settingsOf)),
  )
  app.post('/preview', async (c) => {
    const body = await readJson(c)
    if (!isRecord(body) || !isRecord(body.settings)) {
      return answer(c, { message: '"settings" is missing' }, 400)
    }
    const { sourceId, settings } = body
    const requests = webhooks
      .all()
      .filter((request) => sourceId === undefined || request.sourceId === sourceId)
    try {
      return answer(c, previewSettings(requests, functions.settingsOf, settings))
    } catch (error) {
      if (!(error instanceof ExperimentsError)) throw error
      return answer(c, { message: error.message }, 400)
    }
  })
  return app
}
