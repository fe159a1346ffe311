/** A Segment source function over a list of platforms; everything outside is handed in. */
import { ExperimentsError } from '../platforms/experiments-error'
import { type Outcome, rejected } from '../platforms/outcome'
import type { Platform } from '../platforms/platform'
import type { SettingValues } from '../platforms/setting'
import type { Hmac } from './authenticate'
import { processWebhook, type Webhook } from './process-webhook'
import { readSettings, type SourceSettings } from './read-settings'
import { refuseIfNothingValid } from './refuse-if-nothing-valid'
import type { SegmentCall } from './segment-call'
import { type Summary, summaryOf } from './summary-of'
import type { Translated } from './translate'

/** What Segment hands to `onRequest`. https://segment.com/docs/connections/functions/source-functions/ */
export interface FunctionRequest {
  json(): unknown
  text(): string | Promise<string>
  headers: { get(name: string): string | null }
  url: URL | string
}

export interface SourceFunctionEdge {
  platforms: readonly Platform[]
  /** Throws if Segment refuses the call. */
  emit(call: SegmentCall): void
  hmac: Hmac
  nowMs(): number
  log(line: string): void
  /** The error class of the runtime that marks a request as final. */
  refuse(error: ExperimentsError): Error
}

export type OnRequest = (request: FunctionRequest, settings: SettingValues) => Promise<Summary>

export function createSourceFunction(edge: SourceFunctionEdge): OnRequest {
  return async function onRequest(request, values) {
    try {
      return await receive(request, values, edge)
    } catch (error) {
      throw error instanceof ExperimentsError ? edge.refuse(error) : error
    }
  }
}

async function receive(
  request: FunctionRequest,
  values: SettingValues,
  edge: SourceFunctionEdge,
): Promise<Summary> {
  const settings = readSettings(values)
  const webhook = await webhookOf(request, settings)
  const { platform, auth, items } = await processWebhook(webhook, settings, edge.platforms, {
    hmac: edge.hmac,
    nowMs: edge.nowMs(),
  })
  // Nothing is emitted before everything is decided: what is emitted before a throw would be
  // delivered with the next invocation.
  const outcomes = items.map((item) => emitItem(item, edge))
  const summary = summaryOf(platform, auth, outcomes)
  edge.log(`segment-experiments ${JSON.stringify(summary)}`)
  refuseIfNothingValid(summary)
  return summary
}

function emitItem({ outcome, calls }: Translated, edge: SourceFunctionEdge): Outcome {
  try {
    for (const call of calls) edge.emit(call)
    return outcome
  } catch {
    return rejected('REFUSED', 'Segment refused the call')
  }
}

async function webhookOf(request: FunctionRequest, settings: SourceSettings): Promise<Webhook> {
  const header = (name: string) => request.headers.get(name) ?? undefined
  const token = tokenOf(request.url) ?? header('x-webhook-token')
  let body: unknown
  try {
    body = await request.json()
  } catch {
    throw new ExperimentsError(
      'NOT_JSON',
      'The body is not JSON. Set the content type of the webhook to application/json.',
    )
  }
  // Segment writes the text anew from the body at each call, so it is only asked for to be signed.
  const text = settings.signingSecrets.length === 0 ? '' : await request.text()
  return { token, header, text, body }
}

function tokenOf(url: URL | string): string | undefined {
  return new URL(url).searchParams.get('token') ?? undefined
}
