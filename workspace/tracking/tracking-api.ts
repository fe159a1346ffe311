/** Segment's Tracking API, as its own libraries and curl use it. */
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { isRecord } from '../../platforms/is-record'
import type { Clock } from '../clock'
import { LIMITS } from '../limits'
import type { Pipeline } from '../pipeline'
import { createRateLimit } from '../rate-limit'
import type { RequestRecord } from '../records'
import { redactHeaders } from '../redact'
import type { Source, Sources } from '../sources'
import type { Store } from '../store/store'
import { decodeBody } from './decode-body'

export interface TrackingContext {
  clock: Clock
  pipeline: Pipeline
  sources: Sources
  store: Store
}

/** Endpoints by the type of their calls; analytics.js uses the short ones. */
const ENDPOINTS: Readonly<Record<string, string | undefined>> = {
  track: 'track',
  identify: 'identify',
  page: 'page',
  screen: 'screen',
  group: 'group',
  alias: 'alias',
  t: 'track',
  i: 'identify',
  p: 'page',
  s: 'screen',
  g: 'group',
  a: 'alias',
  batch: undefined,
  import: undefined,
  b: undefined,
}

export function createTrackingApi(context: TrackingContext): Hono {
  const app = new Hono()
  // Waits of seconds are real here, because real clients wait for them in real time.
  const rateLimit = createRateLimit(LIMITS.requestsPerSecond.value, 1000)
  app.use('*', cors({ origin: '*', allowMethods: ['GET', 'POST', 'OPTIONS'], maxAge: 86_400 }))
  app.get('/projects/:writeKey/settings', (c) => settingsOf(c, context.sources))
  // analytics.js reports its own metrics here; there is nobody to read them.
  app.post('/m', (c) => c.json({ success: true }))
  app.post('/:endpoint', async (c) => {
    const endpoint = c.req.param('endpoint')
    if (!(endpoint in ENDPOINTS)) return c.json({ success: false, message: 'Not found' }, 404)
    const excess = rateLimit.take(context.clock.nowMs())
    if (excess !== undefined) return tooMany(c, excess.waitMs)
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const body = decodeBody(bytes, c.req.header('content-encoding'), LIMITS.requestSize.value)
    const answer =
      'text' in body ? receive(c, body.text, ENDPOINTS[endpoint], context) : body.problem
    if (typeof answer === 'string') return c.json({ success: false, message: answer }, 400)
    await context.store.flushed()
    return c.json({ success: true })
  })
  return app
}

/** Takes the events in; returns what is wrong with the request as a whole. */
function receive(
  c: Context,
  text: string,
  type: string | undefined,
  context: TrackingContext,
): string | undefined {
  const receivedAtMs = context.clock.nowMs()
  const body = parse(text)
  if (!isRecord(body)) return 'malformed JSON'
  const items = type === undefined ? body.batch : [body]
  if (!Array.isArray(items)) return 'malformed JSON: "batch" is missing'
  const tooLarge = items.some(isTooLarge)
  if (tooLarge) return `an event is over ${LIMITS.eventSize.value} bytes`
  const source = context.sources.byWriteKey(writeKeyOf(c, body))
  const requestId = context.store.nextId()
  const from = { receivedAtMs, sentAt: body.sentAt, ...(type === undefined ? {} : { type }) }
  context.pipeline.saveRequest(requestRecord(c, text, requestId, receivedAtMs, source))
  if (source !== undefined) {
    const withDefaults = type === undefined ? items.map((item) => inherit(item, body)) : items
    context.pipeline.ingest(withDefaults, { ...from, sourceId: source.id, requestId })
  }
  return undefined
}

function isTooLarge(item: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(item) ?? '') > LIMITS.eventSize.value
}

/** `context` and `integrations` of a batch count for each of its events. */
function inherit(item: unknown, batch: Record<string, unknown>): unknown {
  if (!isRecord(item)) return item
  const context = isRecord(batch.context)
    ? { ...batch.context, ...(isRecord(item.context) ? item.context : {}) }
    : item.context
  const integrations = item.integrations ?? batch.integrations
  return {
    ...item,
    ...(context === undefined ? {} : { context }),
    ...(integrations === undefined ? {} : { integrations }),
  }
}

/** Basic auth with the write key as the user, or `writeKey` in the body. */
function writeKeyOf(c: Context, body: Record<string, unknown>): string | undefined {
  const basic = /^Basic (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString('utf8').split(':')[0]
  return typeof body.writeKey === 'string' ? body.writeKey : undefined
}

function requestRecord(
  c: Context,
  body: string,
  id: string,
  receivedAtMs: number,
  source: Source | undefined,
): RequestRecord {
  return {
    id,
    at: new Date(receivedAtMs).toISOString(),
    direction: 'in',
    kind: 'tracking',
    ...(source === undefined ? { error: 'UNKNOWN_WRITE_KEY' } : { sourceId: source.id }),
    method: 'POST',
    url: c.req.url,
    headers: redactHeaders(c.req.header()),
    body,
    bodyBytes: Buffer.byteLength(body),
    // Segment answers 200 to all but size and JSON errors, whatever becomes of the events.
    status: 200,
    responseBody: '{"success":true}',
  }
}

/** So that an unmodified AnalyticsBrowser loads from here and sends back here. */
function settingsOf(c: Context, sources: Sources): Response {
  const source = sources.byWriteKey(c.req.param('writeKey'))
  if (source === undefined)
    return c.json({ message: 'Cannot GET settings: unknown write key' }, 404)
  const { origin, host } = new URL(c.req.url)
  return c.json({
    integrations: {
      'Segment.io': {
        apiKey: source.writeKey,
        apiHost: `${host}/v1`,
        protocol: origin.split(':')[0],
        unbundledIntegrations: [],
        addBundledMetadata: true,
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: { track: { __default: { enabled: true, integrations: {} } } },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  })
}

function tooMany(c: Context, waitMs: number): Response {
  const seconds = String(Math.max(1, Math.ceil(waitMs / 1000)))
  c.header('Retry-After', seconds)
  c.header('X-RateLimit-Reset', seconds)
  return c.json({ success: false, message: 'Too many requests' }, 429)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
