/** The stand-in's answers, in the API's envelope. */
import type { EndpointId } from '../public-api/endpoints'
import { operations, responseProblem } from './contract-problems'
import type { RateVerdict } from './rate-limits'

export interface Answer {
  status: number
  headers?: Record<string, string>
  body: string
}

export function success(id: EndpointId, body: unknown): Answer {
  const problem = responseProblem(id, body)
  if (problem !== undefined) throw new Error(`the stand-in breaks the contract: ${problem}`)
  return { status: operations[id].status, body: JSON.stringify(body) }
}

export function failure(status: number, type: string, message: string): Answer {
  return { status, body: JSON.stringify({ errors: [{ type, message }] }) }
}

export function tooMany({ limit, msBeforeNext }: RateVerdict): Answer {
  const data = { remainingPoints: 0, msBeforeNext, consumedPoints: limit }
  return {
    status: 429,
    headers: { 'retry-after': String(Math.ceil(msBeforeNext / 1000)) },
    body: JSON.stringify({ errors: [{ type: 'RateLimited', message: 'Too many requests', data }] }),
  }
}

export function withLimits(answer: Answer, { consumed, limit, resetAt }: RateVerdict): Answer {
  const headers = {
    'x-ratelimit-consumed': String(consumed),
    'x-ratelimit-remaining': String(Math.max(0, limit - consumed)),
    'x-ratelimit-reset': resetAt,
  }
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

export function redirect(to: string, url: URL): Answer {
  return {
    status: 301,
    headers: { location: new URL(url.pathname + url.search, to).href },
    body: '',
  }
}
