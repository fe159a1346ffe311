import type { HttpRequest, HttpResponse } from '../platforms/http'
import type { Outcome } from '../platforms/outcome'

/** Sends a request: the answer, whatever its status, or why there is none. Never throws. */
export type Send = (request: HttpRequest, timeoutMs: number) => Promise<HttpResponse | Outcome>

/** No answer is waited for longer. */
export const REQUEST_TIMEOUT_MS = 3_500

export function isOutcome(result: HttpResponse | Outcome): result is Outcome {
  return typeof result.status === 'string'
}
