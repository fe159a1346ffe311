import type { RequestClient } from '@segment/actions-core'
import type { HttpRequest } from '../platforms/http'
import { retry } from '../platforms/outcome'
import type { Send } from './send'
import { withHost } from './with-host'

/** Sends through the request client of actions-core. */
export function sendWithActions(client: RequestClient, host: string | undefined): Send {
  return async (planned: HttpRequest, timeoutMs: number) => {
    const { url, method, headers, json } = withHost(planned, host)
    try {
      const response = await client(url, {
        method,
        ...(json === undefined ? { headers } : jsonBody(headers, json)),
        // The client waits 10 s by default, and for ever if Segment passes a signal.
        timeout: timeoutMs,
        throwHttpErrors: false,
        // A clone is read twice, and hangs beyond 16 KB.
        skipResponseCloning: true,
      })
      const retryAfter = response.headers.get('retry-after')
      return {
        status: response.status,
        ...(retryAfter === null ? {} : { headers: { 'retry-after': retryAfter } }),
        body: response.data,
      }
    } catch (error) {
      const timedOut = error instanceof Error && TIMEOUTS.has(error.constructor.name)
      return timedOut
        ? retry('UPSTREAM_TIMEOUT', undefined, 'No answer in time.')
        : retry('CONNECTION', undefined, 'No connection to the platform.')
    }
  }
}

/** As text, because the client makes every request twice to put JSON into it. */
function jsonBody(headers: HttpRequest['headers'], json: unknown) {
  return {
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(json),
  }
}

const TIMEOUTS = new Set(['TimeoutError', 'RequestTimeoutError', 'RequestClientError'])
