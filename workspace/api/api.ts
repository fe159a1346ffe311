/** The workspace's own API: what happened, live, and the ways to make things happen. */
import { Hono } from 'hono'
import type { Controls } from '../controls'
import { LIMITS } from '../limits'
import type { LiveStream } from '../live-stream'
import type { TableName } from '../records'
import type { Redactor } from '../redact'
import { createAnswer } from './answer'
import { createControlsApi } from './controls-api'
import { createInsightsApi, type InsightsContext } from './insights-api'
import { listedRecord } from './listed-record'
import { pageQuery } from './page-query'
import { createSettingsApi } from './settings-api'
import { streamChanges } from './stream-changes'

export interface ApiContext extends InsightsContext {
  stream: LiveStream
  redactor: Redactor
  controls: Controls
  describe(): unknown
}

const TABLES: readonly TableName[] = ['events', 'deliveries', 'requests']

export function createApi(context: ApiContext): Hono {
  const { store, stream, redactor, controls } = context
  const app = new Hono()
  const answer = createAnswer(redactor)
  for (const table of TABLES) {
    app.get(`/${table}`, (c) => {
      const page = store.page(table, pageQuery(c))
      return answer(c, { ...page, items: page.items.map((record) => listedRecord(table, record)) })
    })
    app.get(`/${table}/:id`, (c) => {
      const record = store.get(table, c.req.param('id'))
      return record === undefined
        ? answer(c, { message: `No such record in ${table}` }, 404)
        : answer(c, record)
    })
  }
  app.get('/deliveries/:id/payload', (c) => {
    const payload = controls.payloadOf(c.req.param('id'))
    return payload === undefined
      ? answer(c, { message: 'No such delivery' }, 404)
      : answer(c, { payload })
  })
  app.get('/lists', (c) => answer(c, { items: controls.lists() }))
  app.get('/limits', (c) => {
    const items = Object.entries(LIMITS).map(([name, limit]) => ({ name, ...limit }))
    return answer(c, { items })
  })
  app.get('/workspace', (c) => answer(c, context.describe()))
  app.get('/stand-ins', (c) => answer(c, { items: controls.standIns() }))
  app.get('/stream', (c) => streamChanges(c, stream, redactor))
  app.route('/', createInsightsApi(context, answer))
  app.route('/', createControlsApi(controls, answer))
  app.route('/', createSettingsApi(context.functions, answer))
  return app
}
