/** A `fetch` that notes each request and its answer, for the runs that take turns in one realm. */
import fetch, { Headers, Response } from 'node-fetch'
import type { Exchange } from '../delivery/connection'
import { describeError } from './function-errors'

export interface RecordingFetch {
  fetch: typeof fetch
  /** What was noted since the last call. */
  take(): Exchange[]
}

export function createRecordingFetch(): RecordingFetch {
  let exchanges: Exchange[] = []

  async function recording(...parameters: Parameters<typeof fetch>): Promise<Response> {
    const [url, init = {}] = parameters
    const exchange: Exchange = {
      method: init.method ?? 'GET',
      url: String(url),
      headers: Object.fromEntries(new Headers(init.headers).entries()),
      body: typeof init.body === 'string' ? init.body : '',
    }
    exchanges.push(exchange)
    try {
      const response = await fetch(url, init)
      // Read here and given on anew: a clone of node-fetch 2 blocks on bodies over 16 KB.
      const body = await response.buffer()
      const responseHeaders = Object.fromEntries(response.headers.entries())
      Object.assign(exchange, {
        status: response.status,
        responseBody: body.toString('utf8'),
        responseHeaders,
      })
      const { status, statusText, headers } = response
      return new Response(body, { status, statusText, headers, url: response.url })
    } catch (error) {
      exchange.error = describeError(error).message
      throw error
    }
  }

  return {
    fetch: Object.assign(recording, { isRedirect: fetch.isRedirect }) as typeof fetch,
    take() {
      const taken = exchanges
      exchanges = []
      return taken
    },
  }
}
