/** What an Actions destination sent and got, from the responses that actions-core collects. */
import type { Destination } from '@segment/actions-core'
import type { Exchange } from './connection'

export function exchangesOf(responses: Destination['responses']): Exchange[] {
  return responses.map((response) => ({
    method: response.request.method,
    url: response.request.url,
    headers: Object.fromEntries(response.request.headers.entries()),
    body: bodyOf(response.options),
    status: response.status,
    responseBody: response.content,
    responseHeaders: Object.fromEntries(response.headers.entries()),
  }))
}

function bodyOf(options: Destination['responses'][number]['options']): string {
  if (options.json !== undefined) return JSON.stringify(options.json)
  return typeof options.body === 'string' ? options.body : ''
}
