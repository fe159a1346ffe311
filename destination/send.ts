import type { HttpRequest, HttpResponse } from '../platforms/http'
import type { Outcome } from '../platforms/outcome'

/** Sends a request: the answer, whatever its status, or why there is none. Never throws. */
export type Send = (request: HttpRequest) => Promise<HttpResponse | Outcome>

/** No answer is waited for longer: a destination function ends after 5 s. */
export const REQUEST_TIMEOUT_MS = 3_500

export function isOutcome(result: HttpResponse | Outcome): result is Outcome {
  return typeof result.status === 'string'
}
