/**
 * Requests that a stand-in answered while the workspace could not note the answer any more, because
 * it was killed. A real platform has the same gap and fills it only if it recognises a repetition.
 */
import { hash } from '../../platforms/hash'
import { isRecord } from '../../platforms/is-record'
import type { StateStore } from '../store/store'
import type { StandInResponse } from './stand-in'

export interface AnsweredRequests {
  /** The answer that an earlier process gave to this very request, once. */
  recover(request: SentRequest): StandInResponse | undefined
  answered(request: SentRequest, response: StandInResponse): void
  /** The answer was noted: the request, if it comes again, is a new one. */
  noted(request: SentRequest): void
}

export interface SentRequest {
  method: string
  url: string
  body: string
}

const PREFIX = 'stand-in-answered/'

export function createAnsweredRequests(state: StateStore): AnsweredRequests {
  const recovered = new Map([...state.entries(PREFIX)])
  for (const key of recovered.keys()) state.delete(key)
  return {
    recover(request) {
      const key = keyOf(request)
      const response = recovered.get(key)
      recovered.delete(key)
      return isResponse(response) ? response : undefined
    },
    answered: (request, response) => state.set(keyOf(request), response),
    noted: (request) => state.delete(keyOf(request)),
  }
}

/** The port may be another one after a restart. */
function keyOf({ method, url, body }: SentRequest): string {
  const { pathname, search } = new URL(url)
  return `${PREFIX}${hash(`${method} ${pathname}${search}\n${body}`)}`
}

function isResponse(value: unknown): value is StandInResponse {
  return isRecord(value) && typeof value.status === 'number'
}
