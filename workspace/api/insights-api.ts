/** Answers that are computed from the records: exposures, cost, one unit's way, a settings preview. */
import { Hono } from 'hono'
import { ExperimentsError } from '../../platforms/experiments-error'
import { isRecord } from '../../platforms/is-record'
import type { FunctionSources } from '../functions/function-sources'
import { estimateCost } from '../insights/estimate-cost'
import type { ExposureBook } from '../insights/exposure-book'
import { previewSettings } from '../insights/preview-settings'
import { unitTimeline } from '../insights/unit-timeline'
import type { RequestRecord } from '../records'
import type { StandInPlatforms } from '../stand-ins/stand-in-platforms'
import type { Store } from '../store/store'
import { type Answer, readJson } from './answer'

export interface InsightsContext {
  store: Store
  functions: FunctionSources
  platforms: StandInPlatforms
  exposures: ExposureBook
}

/** Newest requests that estimate and preview look at. */
const MAX_REQUESTS = 1000

export function createInsightsApi(context: InsightsContext, answer: Answer): Hono {
  const { store, functions, platforms, exposures } = context
  const app = new Hono()
  app.get('/exposures', (c) => answer(c, { items: exposures.report() }))
  app.get('/estimate', (c) => answer(c, estimateCost(newestWebhooks(store), functions.settingsOf)))
  app.get('/units/:id', (c) =>
    answer(c, unitTimeline(c.req.param('id'), store, platforms, functions.settingsOf)),
  )
  app.post('/preview', async (c) => {
    const body = await readJson(c)
    if (!isRecord(body) || !isRecord(body.settings)) {
      return answer(c, { message: '"settings" is missing' }, 400)
    }
    const { sourceId, settings } = body
    const requests = newestWebhooks(store).filter(
      (request) => sourceId === undefined || request.sourceId === sourceId,
    )
    try {
      return answer(c, previewSettings(requests, functions.settingsOf, settings))
    } catch (error) {
      if (!(error instanceof ExperimentsError)) throw error
      return answer(c, { message: error.message }, 400)
    }
  })
  return app
}

function newestWebhooks(store: Store): RequestRecord[] {
  const { items } = store.page('requests', { limit: MAX_REQUESTS })
  return items.filter(({ kind }) => kind === 'function')
}
