/** The webhook of a source function: takes a request, runs the function, and again as Segment would. */
import { type Context, Hono } from 'hono'
import type { Activity } from '../activity'
import type { Clock } from '../clock'
import { LIMITS } from '../limits'
import type { Pipeline } from '../pipeline'
import type { RequestRecord } from '../records'
import { redactHeaders, redactUrl } from '../redact'
import type { Source, Sources } from '../sources'
import type { Store } from '../store/store'
import type { IncomingRequest } from './function-request'
import { summaryOf } from './function-summary'
import type { KeptRequests } from './kept-requests'
import type { SourceFunction } from './source-function'

export interface FunctionContext {
  clock: Clock
  activity: Activity
  pipeline: Pipeline
  sources: Sources
  store: Store
  keptRequests: KeptRequests
}

/** Header with which the answer names the request in the API. It is ours, Segment has none. */
export const REQUEST_ID_HEADER = 'x-workspace-request'

export function createFunctionEndpoint(context: FunctionContext): Hono {
  const app = new Hono()
  app.all('/:sourceId', async (c) => {
    const source = context.sources.byId(c.req.param('sourceId'))
    if (source?.sourceFunction === undefined) return c.json({ message: 'No such function' }, 404)
    // Statuses of refused requests are our reading: Segment documents the limits, not the answers.
    if (c.req.method !== 'POST') return c.json({ message: 'Only POST is accepted' }, 405)
    const body = Buffer.from(await c.req.arrayBuffer())
    if (body.length > LIMITS.functionRequestBody.value) return refuseSize(c, source, body, context)
    const incoming = { url: c.req.url, headers: c.req.header(), body: body.toString('utf8') }
    const record = recordOf(incoming, source, context)
    context.keptRequests.keep(record.id, incoming)
    const outcome = await attempt(record, incoming, source.sourceFunction, context)
    await context.store.flushed()
    c.header(REQUEST_ID_HEADER, record.id)
    // A request that will be run again is accepted already.
    return outcome === 'discarded'
      ? c.json({ success: false, message: record.error ?? '' }, 400)
      : c.json({ success: true })
  })
  return app
}

const UNFINISHED = 'unfinished/run/'

/** Runs the functions whose next attempt an earlier process did not live to see. */
export function resumeFunctionRuns(context: FunctionContext): void {
  const { store, sources } = context
  for (const [key, incoming] of [...store.state.entries(UNFINISHED)]) {
    const record = store.get('requests', key.slice(UNFINISHED.length))
    const sourceFunction = sources.byId(record?.sourceId ?? '')?.sourceFunction
    store.state.delete(key)
    if (record === undefined || sourceFunction === undefined) continue
    void attempt(record, incoming as IncomingRequest, sourceFunction, context)
  }
}

async function attempt(
  record: RequestRecord,
  incoming: IncomingRequest,
  sourceFunction: SourceFunction,
  context: FunctionContext,
): Promise<'done' | 'retry' | 'discarded'> {
  const end = context.activity.begin('function runs')
  const { run, calls } = await sourceFunction.run(incoming)
  const runs = [...(record.runs ?? []), run]
  record.runs = runs
  record.durationMs = (record.durationMs ?? 0) + run.durationMs
  record.status = run.outcome === 'discarded' ? 400 : 200
  const summary = summaryOf(run.logs)
  if (summary !== undefined) record.summary = summary
  delete record.error
  if (run.error !== undefined) record.error = `${run.error.name}: ${run.error.message}`
  context.pipeline.saveRequest(record)
  const sourceId = record.sourceId ?? ''
  const receivedAtMs = context.clock.nowMs()
  context.pipeline.ingest(calls, { sourceId, requestId: record.id, receivedAtMs })
  if (run.outcome === 'retry') scheduleNext(runs.length + 1)
  end()
  return run.outcome

  function scheduleNext(next: number): void {
    const { state } = context.store
    const key = `${UNFINISHED}${record.id}`
    if (next > LIMITS.functionAttempts.value) return
    // With its secrets, because the function asks for them again; only as long as it waits.
    state.set(key, incoming)
    const endWait = context.activity.begin('function retries')
    context.clock.after(sourceFunction.waitMs(next), () => {
      state.delete(key)
      void attempt(record, incoming, sourceFunction, context).finally(endWait)
    })
  }
}

function recordOf(
  incoming: IncomingRequest,
  source: Source,
  { clock, store }: FunctionContext,
): RequestRecord {
  return {
    id: store.nextId(),
    at: new Date(clock.nowMs()).toISOString(),
    direction: 'in',
    kind: 'function',
    sourceId: source.id,
    method: 'POST',
    url: redactUrl(incoming.url),
    headers: redactHeaders(incoming.headers),
    body: incoming.body,
    bodyBytes: Buffer.byteLength(incoming.body),
  }
}

function refuseSize(c: Context, source: Source, body: Buffer, context: FunctionContext): Response {
  const message = `The body has ${body.length} bytes, ${LIMITS.functionRequestBody.value} are allowed.`
  const incoming = { url: c.req.url, headers: c.req.header(), body: '' }
  const record = recordOf(incoming, source, context)
  context.pipeline.saveRequest({ ...record, bodyBytes: body.length, status: 413, error: message })
  c.header(REQUEST_ID_HEADER, record.id)
  return c.json({ success: false, message }, 413)
}
