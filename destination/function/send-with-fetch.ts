import type { HttpRequest, HttpResponse } from '../../platforms/http'
import { type Outcome, retry } from '../../platforms/outcome'
import type { Send } from '../send'
import { withHost } from '../with-host'

/** What is used of `fetch`: both node-fetch 2, which Segment has, and the standard one do it. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string },
) => Promise<{
  status: number
  headers: { get(name: string): string | null }
  text(): Promise<string>
}>

/**
 * Sends with the global `fetch`. The time-out is a race, because Segment's runtime documents no
 * AbortController; what loses it is left behind.
 */
export function sendWithFetch(fetch: Fetch, host: string | undefined): Send {
  return async (planned, timeoutMs) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const timeout = new Promise<Outcome>((resolve) => {
      timer = setTimeout(
        () => resolve(retry('UPSTREAM_TIMEOUT', undefined, 'No answer in time.')),
        timeoutMs,
      )
    })
    try {
      return await Promise.race([answerOf(fetch, withHost(planned, host)), timeout])
    } catch {
      return retry('CONNECTION', undefined, 'No connection to the platform.')
    } finally {
      clearTimeout(timer)
    }
  }
}

async function answerOf(fetch: Fetch, request: HttpRequest): Promise<HttpResponse> {
  const { url, method, headers, json } = request
  const response = await fetch(url, {
    method,
    headers: json === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  const retryAfter = response.headers.get('retry-after')
  return {
    status: response.status,
    ...(retryAfter === null ? {} : { headers: { 'retry-after': retryAfter } }),
    body: parsed(await response.text()),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
