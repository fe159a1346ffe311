/** Posts calls to Segment's Tracking API, again and again until a deadline. */
import { type Outcome, retry, SENT } from '../platforms/outcome'
import { outcomeOfResponse } from '../platforms/outcome-of-response'
import type { SegmentCall } from './segment-call'
import { splitBatches } from './split-batches'

export interface TrackingApi {
  /** URL of `/v1/batch`. */
  url: string
  writeKey: string
  fetch: typeof fetch
  nowMs(): number
}

const FIRST_BACKOFF_MS = 250

/**
 * Every batch carries messageIds that are the same next time, so a request that was accepted in
 * part can be sent again as a whole.
 * @returns `sent` only if Segment accepted every batch.
 */
export async function sendToSegment(
  calls: readonly SegmentCall[],
  api: TrackingApi,
  deadlineMs: number,
): Promise<Outcome> {
  for (const body of splitBatches(calls, new Date(api.nowMs()).toISOString())) {
    const outcome = await postUntil(deadlineMs, body, api)
    if (outcome.status !== 'sent') return outcome
  }
  return SENT
}

async function postUntil(deadlineMs: number, body: string, api: TrackingApi): Promise<Outcome> {
  for (let backoffMs = FIRST_BACKOFF_MS; ; backoffMs *= 2) {
    const outcome = await post(body, api, deadlineMs - api.nowMs())
    if (outcome.status !== 'retry') return outcome
    const waitMs = Math.max(outcome.afterMs ?? 0, backoffMs)
    if (api.nowMs() + waitMs >= deadlineMs) return outcome
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
}

async function post(body: string, api: TrackingApi, timeoutMs: number): Promise<Outcome> {
  // A bare name, because some runtimes refuse `fetch` called as somebody's method.
  const { fetch, url, writeKey } = api
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${writeKey}:`)}`,
        'content-type': 'application/json',
      },
      body,
      // The write key goes to nobody that we did not name.
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.max(1, timeoutMs)),
    })
    await response.body?.cancel()
    const headers = Object.fromEntries(response.headers)
    return outcomeOfResponse({ status: response.status, headers }, api.nowMs())
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    return retry(timedOut ? 'UPSTREAM_TIMEOUT' : 'CONNECTION')
  }
}
