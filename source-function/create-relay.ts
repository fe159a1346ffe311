/** The verifying relay: a standard fetch handler that checks raw bytes and posts to Segment. */
import { type ErrorCode, ExperimentsError } from '../platforms/experiments-error'
import { platforms as allPlatforms } from '../platforms/index'
import type { Outcome } from '../platforms/outcome'
import type { Platform } from '../platforms/platform'
import type { SettingValues } from '../platforms/setting'
import { processWebhook, type Webhook } from './process-webhook'
import { readBody } from './read-body'
import { readSettings, type SourceSettings } from './read-settings'
import { refuseIfNothingValid } from './refuse-if-nothing-valid'
import { requireSecret } from './require-secret'
import { sendToSegment, type TrackingApi } from './send-to-segment'
import { type Summary, summaryOf } from './summary-of'
import { webCryptoHmac } from './web-crypto-hmac'

export interface RelayOptions {
  /** Write key of the Segment source that the events go to. */
  writeKey: string
  /** Where the workspace lives; `us` by default. Segment refuses events for the other region. */
  region?: 'us' | 'eu'
  /** The settings of the source function, by key. */
  settings: SettingValues
  platforms?: readonly Platform[]
  /** The whole time for one request, its body and retries of Segment included; 10,000 by default. */
  timeoutMs?: number
  /** One line for each request: counts and reasons. */
  log?(line: string): void
  /** Replaces Segment's host, for tests and proxies: `http://127.0.0.1:4000`. */
  host?: string
  fetch?: typeof fetch
  nowMs?(): number
}

/** https://segment.com/docs/guides/regional-segment/ */
const HOSTS = { us: 'https://api.segment.io', eu: 'https://events.eu1.segmentapis.com' } as const

const STATUS: Partial<Record<ErrorCode, number>> = {
  METHOD_NOT_ALLOWED: 405,
  BODY_TIMEOUT: 408,
  BODY_TOO_LARGE: 413,
  BAD_ENCODING: 415,
  NOT_JSON: 400,
  UNKNOWN_PLATFORM: 422,
  UNKNOWN_BODY: 422,
  NOTHING_VALID: 422,
  SECRET_MISSING: 401,
  SECRET_FORGED: 401,
  SIGNATURE_STALE: 401,
  SEGMENT_BUSY: 503,
  SEGMENT_REFUSED: 502,
}

interface Edge {
  settings: SourceSettings
  platforms: readonly Platform[]
  api: TrackingApi
  timeoutMs: number
  log(line: string): void
}

/**
 * @returns a handler that answers 2xx only after Segment accepted every event, 4xx if the request
 * is not let in, and 5xx with `Retry-After` if it should be sent again.
 * @throws ExperimentsError BAD_SETTING, NO_SECRET_SET
 */
export function createRelay(options: RelayOptions): (request: Request) => Promise<Response> {
  const edge = edgeOf(options)
  return async function relay(request) {
    try {
      return await receive(request, edge)
    } catch (error) {
      return refuse(error, edge)
    }
  }
}

function edgeOf(options: RelayOptions): Edge {
  const settings = readSettings(options.settings)
  requireSecret(settings)
  const writeKey = options.writeKey.trim()
  if (writeKey === '') throw badSetting('writeKey must be the write key of a Segment source.')
  const region = options.region ?? 'us'
  if (!Object.hasOwn(HOSTS, region)) throw badSetting('region must be us or eu.')
  const host = options.host ?? HOSTS[region]
  return {
    settings,
    platforms: options.platforms ?? allPlatforms,
    api: {
      url: new URL('/v1/batch', host).href,
      writeKey,
      fetch: options.fetch ?? fetch,
      nowMs: options.nowMs ?? (() => Date.now()),
    },
    timeoutMs: options.timeoutMs ?? 10_000,
    log: options.log ?? (() => undefined),
  }
}

async function receive(request: Request, edge: Edge): Promise<Response> {
  const { api, settings, platforms, timeoutMs } = edge
  const nowMs = api.nowMs()
  if (request.method !== 'POST') {
    throw new ExperimentsError('METHOD_NOT_ALLOWED', 'Webhooks are sent by POST.')
  }
  const webhook = await webhookOf(request, timeoutMs)
  const processed = await processWebhook(webhook, settings, platforms, {
    hmac: webCryptoHmac,
    nowMs,
  })
  const summary = summaryOf(
    processed.platform,
    processed.auth,
    processed.items.map(({ outcome }) => outcome),
  )
  refuseIfNothingValid(summary)
  const calls = processed.items.flatMap((item) => item.calls)
  return answer(await sendToSegment(calls, api, nowMs + timeoutMs), summary, edge)
}

async function webhookOf(request: Request, timeoutMs: number): Promise<Webhook> {
  const header = (name: string) => request.headers.get(name) ?? undefined
  const token = new URL(request.url).searchParams.get('token') ?? header('x-webhook-token')
  const text = await readBody(request, timeoutMs)
  let body: unknown
  try {
    body = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new ExperimentsError('NOT_JSON', 'The body is not JSON.', { cause })
  }
  return { token, header, text, untouched: true, body }
}

function answer(outcome: Outcome, summary: Summary, edge: Edge): Response {
  if (outcome.status === 'sent') {
    edge.log(`segment-experiments ${JSON.stringify(summary)}`)
    return Response.json(summary)
  }
  const reason = outcome.reason
  if (outcome.status !== 'retry') {
    const message = `Segment's final answer was no (${reason}). Check the write key and the region.`
    return refuse(new ExperimentsError('SEGMENT_REFUSED', message), edge)
  }
  const message = `Segment did not take the events (${reason}). Send the request again.`
  const afterS = Math.ceil((outcome.afterMs ?? 1000) / 1000)
  return refuse(new ExperimentsError('SEGMENT_BUSY', message), edge, { 'retry-after': `${afterS}` })
}

function refuse(error: unknown, edge: Edge, headers: Record<string, string> = {}): Response {
  const known = error instanceof ExperimentsError
  // What we did not foresee may quote the body, so it is neither logged nor answered.
  const code = known ? error.code : 'INTERNAL'
  const message = known ? error.message : 'The relay failed. Send the request again.'
  const status = known ? (STATUS[error.code] ?? 500) : 500
  edge.log(`segment-experiments ${JSON.stringify({ status, code })}`)
  const body = { error: { code, message } }
  return Response.json(body, { status, headers: { allow: 'POST', ...headers } })
}

function badSetting(message: string): ExperimentsError {
  return new ExperimentsError('BAD_SETTING', message)
}
