/** The `request` that a source function receives: `json()`, `text()`, `headers`, `url`. */
import { Headers } from 'node-fetch'
import { canonicalJson } from '../../platforms/canonical-json'

/** Deployed, Segment alphabetises the body's keys; in its tester it does not. */
export type HostMode = 'deployed' | 'tester'

export interface IncomingRequest {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}

export interface FunctionRequest {
  json(): unknown
  text(): string
  headers: Headers
  url: URL
}

/** @param copy makes plain data of the function's realm. */
export function createFunctionRequest(
  incoming: IncomingRequest,
  mode: HostMode,
  copy: (value: unknown) => unknown,
): FunctionRequest {
  const text = mode === 'deployed' ? deployedBody(incoming) : incoming.body
  return {
    text: () => text,
    json: () => copy(parseBody(text, incoming)),
    headers: new Headers(incoming.headers),
    url: new URL(incoming.url),
  }
}

/**
 * A body that is JSON or a form reaches a deployed function decoded, with its keys in alphabetical
 * order at every depth, and `text()` writes it anew. That it is every depth is our reading.
 * https://segment.com/docs/connections/functions/source-functions/#source-functions-faqs
 */
function deployedBody(incoming: IncomingRequest): string {
  try {
    return canonicalJson(parseBody(incoming.body, incoming))
  } catch {
    return incoming.body
  }
}

function parseBody(text: string, incoming: IncomingRequest): unknown {
  const type = incoming.headers['content-type'] ?? ''
  if (type.startsWith('application/x-www-form-urlencoded') && !text.startsWith('{')) {
    return Object.fromEntries(new URLSearchParams(text))
  }
  return JSON.parse(text)
}
