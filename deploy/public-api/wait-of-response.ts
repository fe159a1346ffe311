/** How long a rate-limited answer asks us to wait, in each form that Segment has used. */
import { isRecord } from '../../platforms/is-record'
import { retryAfterMs } from '../../platforms/outcome-of-response'

/** A limit's window is a minute where nothing else is said. */
const DEFAULT_WAIT_MS = 60_000

/** Smaller numbers are seconds from now, larger ones seconds since 1970. */
const EPOCH_SECONDS_FROM = 1_000_000_000

export function waitOfResponse(headers: Headers, body: unknown, nowMs: number): number {
  return (
    retryAfterMs(headers.get('retry-after') ?? undefined, nowMs) ??
    resetMs(headers, nowMs) ??
    msBeforeNext(body) ??
    DEFAULT_WAIT_MS
  )
}

/** `X-RateLimit-Reset`, from now: an RFC 5322 date in the Public API, seconds elsewhere in Segment. */
export function resetMs(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get('x-ratelimit-reset')?.trim()
  if (value === undefined || value === '') return undefined
  const seconds = Number(value)
  if (!Number.isFinite(seconds)) return retryAfterMs(value, nowMs)
  const untilMs = seconds >= EPOCH_SECONDS_FROM ? seconds * 1000 - nowMs : seconds * 1000
  return Math.max(0, untilMs)
}

/** `{errors: [{data: {msBeforeNext}}]}` */
function msBeforeNext(body: unknown): number | undefined {
  const errors = isRecord(body) && Array.isArray(body.errors) ? body.errors : []
  const first: unknown = errors[0]
  const data = isRecord(first) && isRecord(first.data) ? first.data : {}
  return typeof data.msBeforeNext === 'number' ? Math.max(0, data.msBeforeNext) : undefined
}
