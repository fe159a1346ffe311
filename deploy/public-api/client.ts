/**
 * Segment's Public API over fetch. A call that only reads or repeats safely is tried again; a POST
 * never is, because the API has no idempotency key: it fails as OUTCOME_UNKNOWN and the caller looks
 * whether it acted.
 */
import type { Clock } from '../clock'
import { DeployError } from '../deploy-error'
import { kindOf, reasonOf } from '../reason-of'
import { type EndpointId, endpoints } from './endpoints'
import { type Answer, callName, errorOfResponse, saidBy } from './error-of-response'
import type { OnWait, RateLimiter } from './rate-limiter'
import type { Region } from './region'
import { resetMs, waitOfResponse } from './wait-of-response'

export interface CallInput {
  /** Values of the `{…}` in the path. */
  path?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  body?: unknown
}

export interface PublicApi {
  /** The `data` of the answer. Throws DeployError. */
  call(id: EndpointId, input?: CallInput): Promise<unknown>
}

export interface PublicApiOptions {
  token: string
  region: Region
  url: string
  clock: Clock
  limiter: RateLimiter
  onWait?: OnWait
  /** An upper bound for every call's time-out. */
  timeoutMs?: number
}

/** Waits before a call that failed is tried again; a call that may repeat has one more try than waits. */
const RETRY_WAITS_MS = [1_000, 4_000, 15_000]
const LONGEST_RATE_WAIT_MS = 5 * 60_000
const MOST_RATE_WAITS = 5

type Failure = { code: 'SERVER_FAILED' | 'UNREACHABLE' | 'NOT_JSON'; message: string }

export function createPublicApi(options: PublicApiOptions): PublicApi {
  return {
    async call(id, input = {}) {
      const waits = endpoints[id].method === 'POST' ? [] : RETRY_WAITS_MS
      for (let attempt = 0; ; attempt++) {
        const result = await withinRate(options, id, input)
        if ('data' in result) return result.data
        const waitMs = waits[attempt]
        if (waitMs === undefined) throw failed(id, result)
        options.onWait?.({ endpoint: id, ms: waitMs, reason: `${result.message}; trying again` })
        await options.clock.sleep(waitMs)
      }
    },
  }
}

/** One call that is answered; a 429 did not act, so any call may be repeated after it. */
async function withinRate(
  options: PublicApiOptions,
  id: EndpointId,
  input: CallInput,
): Promise<{ data: unknown } | Failure> {
  for (let waits = 0; ; waits++) {
    const done = await options.limiter.take(id)
    const answer = await send(options, id, input).finally(done)
    if ('code' in answer) return answer
    if (answer.status !== 429) return read(options, id, answer)
    noteWait(options, id, answer, waits)
  }
}

function noteWait(options: PublicApiOptions, id: EndpointId, answer: Answer, waits: number): void {
  const ms = waitOfResponse(answer.headers, answer.json, options.clock.nowMs())
  if (ms > LONGEST_RATE_WAIT_MS || waits >= MOST_RATE_WAITS) {
    throw new DeployError(
      'RATE_LIMITED',
      `${callName(id)} was answered with 429${saidBy(answer.json)} and asks for ${Math.ceil(ms / 1000)} s. Something else uses this token: wait, then run apply again; it goes on where it stopped.`,
    )
  }
  options.limiter.blockUntil(id, options.clock.nowMs() + ms, 'Segment answered 429')
}

function read(options: PublicApiOptions, id: EndpointId, answer: Answer) {
  // Deleting what is gone is what was wanted.
  if (answer.status === 404 && endpoints[id].method === 'DELETE') return { data: undefined }
  const refusal = errorOfResponse(id, answer, options.region)
  if (refusal !== undefined) throw refusal
  noteRemaining(options, id, answer.headers)
  if (answer.status >= 500 || answer.status === 408 || answer.status === 425) {
    return failure('SERVER_FAILED', `answered with ${answer.status}${saidBy(answer.json)}`)
  }
  if (!isEnvelope(answer.json)) {
    return failure(
      'NOT_JSON',
      `answered with ${answer.status} and something that is not the API's JSON (${answer.headers.get('content-type') ?? 'no content type'})`,
    )
  }
  return { data: answer.json.data }
}

/** The server counts better than we do: other programs may use the same token. */
function noteRemaining(options: PublicApiOptions, id: EndpointId, headers: Headers): void {
  if (headers.get('x-ratelimit-remaining')?.trim() !== '0') return
  const nowMs = options.clock.nowMs()
  const ms = resetMs(headers, nowMs)
  if (ms !== undefined && ms <= LONGEST_RATE_WAIT_MS)
    options.limiter.blockUntil(id, nowMs + ms, 'Segment says that the limit is used up')
}

async function send(
  options: PublicApiOptions,
  id: EndpointId,
  input: CallInput,
): Promise<Answer | Failure> {
  const timeoutMs = Math.min(endpoints[id].timeoutMs, options.timeoutMs ?? Number.POSITIVE_INFINITY)
  try {
    const response = await fetch(urlOf(options.url, id, input), {
      method: endpoints[id].method,
      headers: headersOf(options.token, input),
      body: input.body === undefined ? null : JSON.stringify(input.body),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: parsed(text) }
  } catch (error) {
    const isTimeout = kindOf(error) === 'TimeoutError'
    return failure(
      'UNREACHABLE',
      isTimeout ? `not answered within ${timeoutMs / 1000} s` : `not answered (${reasonOf(error)})`,
    )
  }
}

function headersOf(token: string, input: CallInput): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    // The newest stable version of the operation, or beta, or alpha; Segment's own SDKs send the same.
    accept: 'application/json',
    ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
  }
}

function urlOf(baseUrl: string, id: EndpointId, input: CallInput): string {
  const path = endpoints[id].path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(input.path?.[name] ?? ''),
  )
  const url = new URL(`${baseUrl.replace(/\/$/, '')}${path}`)
  for (const [key, value] of Object.entries(input.query ?? {})) url.searchParams.set(key, value)
  return url.href
}

function failed(id: EndpointId, { code, message }: Failure): DeployError {
  if (endpoints[id].method === 'POST') {
    return new DeployError(
      'OUTCOME_UNKNOWN',
      `${callName(id)} was ${message}: it may have acted, so it is not repeated blindly. Run apply again; it looks first at what exists.`,
    )
  }
  const advice =
    code === 'NOT_JSON'
      ? 'A proxy may have answered instead of Segment: check SEGMENT_PUBLIC_API_URL and the network.'
      : 'Check the network and https://status.segment.com, then run the command again; it goes on where it stopped.'
  return new DeployError(
    code,
    `${callName(id)} was ${message}, ${RETRY_WAITS_MS.length + 1} times. ${advice}`,
  )
}

function failure(code: Failure['code'], message: string): Failure {
  return { code, message }
}

function isEnvelope(json: unknown): json is { data: unknown } {
  return typeof json === 'object' && json !== null && 'data' in json
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
