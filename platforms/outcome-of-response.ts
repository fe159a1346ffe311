import { type HttpResponse, headerOf } from './http'
import { type Outcome, rejected, retry, SENT } from './outcome'

/** Statuses that Segment delivers again; every other 4xx, and 501, is final. */
const RETRYABLE_4XX = new Set([408, 423, 429])

/** `Retry-After` in ms: seconds, or an HTTP date measured from `nowMs`. */
export function retryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined || value.trim() === '') return undefined
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000)
  const dateMs = Date.parse(value)
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs)
}

/** The outcome that a platform's answer means for each item of its request. */
export function outcomeOfResponse(response: HttpResponse, nowMs: number): Outcome {
  const { status } = response
  if (status >= 200 && status < 300) return SENT
  const afterMs = retryAfterMs(headerOf(response, 'retry-after'), nowMs)
  if (status === 429) return retry('RATE_LIMITED', afterMs, undefined, status)
  if (RETRYABLE_4XX.has(status) || (status >= 500 && status !== 501)) {
    return retry('UPSTREAM_BUSY', afterMs, `status ${status}`, status)
  }
  if (status === 401 || status === 403) {
    return rejected('UNAUTHORIZED', 'The platform refused the key. Check the setting.', status)
  }
  if (status === 404) return rejected('NOT_FOUND', 'The platform does not know it.', status)
  return rejected('REFUSED', `The platform answered ${status}.`, status)
}
