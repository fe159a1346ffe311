/** The workspace's own API: what happened, live, and the ways to make things happen. */
import { type Context, Hono } from 'hono'
import { isRecord } from '../../platforms/is-record'
import { LIMITS } from '../limits'
import type { LiveStream } from '../live-stream'
import type { TableName } from '../records'
import type { Redactor } from '../redact'
import type { Store } from '../store/store'
import { pageQuery } from './page-query'
import { readFault } from './read-fault'
import { streamChanges } from './stream-changes'

export interface ApiContext {
  store: Store
  stream: LiveStream
  redactor: Redactor
  control: Control
}

/** What the API can do to the workspace. */
export interface Control {
  /** Sources, destinations, stand-ins and the host's mode. */
  describe(): unknown
  lists(): unknown[]
  standIns(): unknown[]
  setFault(platform: string, fault: ReturnType<typeof readFault>): boolean
  /** Runs a webhook again, or sends events again under new ids. Returns the new ids. */
  replay(what: { requestId?: string; eventIds?: readonly string[] }): Promise<unknown>
}

const TABLES: readonly TableName[] = ['events', 'deliveries', 'requests']

export function createApi({ store, stream, redactor, control }: ApiContext): Hono {
  const app = new Hono()
  const answer = (c: Context, value: unknown, status: 200 | 400 | 404 = 200) => {
    c.header('content-type', 'application/json; charset=utf-8')
    c.header('cache-control', 'no-store')
    return c.body(redactor.text(JSON.stringify(value)), status)
  }
  for (const table of TABLES) {
    app.get(`/${table}`, (c) => answer(c, store.page(table, pageQuery(c))))
    app.get(`/${table}/:id`, (c) => {
      const record = store.get(table, c.req.param('id'))
      return record === undefined
        ? answer(c, { message: `No such record in ${table}` }, 404)
        : answer(c, record)
    })
  }
  app.get('/lists', (c) => answer(c, { items: control.lists() }))
  app.get('/limits', (c) => {
    const items = Object.entries(LIMITS).map(([name, limit]) => ({ name, ...limit }))
    return answer(c, { items })
  })
  app.get('/workspace', (c) => answer(c, control.describe()))
  app.get('/stand-ins', (c) => answer(c, { items: control.standIns() }))
  app.get('/stream', (c) => streamChanges(c, stream, redactor))
  app.post('/faults', async (c) => {
    const body = await readJson(c)
    const platform = isRecord(body) ? body.platform : undefined
    if (typeof platform !== 'string') return answer(c, { message: '"platform" is missing' }, 400)
    const fault = readFault(body)
    if (typeof fault === 'string') return answer(c, { message: fault }, 400)
    return control.setFault(platform, fault)
      ? answer(c, { platform, fault: fault ?? null })
      : answer(c, { message: 'No such stand-in platform' }, 404)
  })
  app.post('/replay', async (c) => {
    const body = await readJson(c)
    if (!isRecord(body)) return answer(c, { message: 'A JSON object is needed' }, 400)
    const { requestId, eventIds } = body
    if (typeof requestId !== 'string' && !Array.isArray(eventIds)) {
      return answer(c, { message: '"requestId" or "eventIds" is missing' }, 400)
    }
    const replayed = await control.replay({
      ...(typeof requestId === 'string' ? { requestId } : {}),
      ...(Array.isArray(eventIds) ? { eventIds: eventIds.map(String) } : {}),
    })
    return replayed === undefined
      ? answer(c, { message: 'No such record' }, 404)
      : answer(c, replayed)
  })
  return app
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return await c.req.json()
  } catch {
    return undefined
  }
}
