/** The only place where our outcomes become the classes and statuses of actions-core. */
import {
  IntegrationError,
  InvalidAuthenticationError,
  type JSONLikeObject,
  MultiStatusResponse,
  PayloadValidationError,
  RetryableError,
} from '@segment/actions-core'
import { describeOutcome, isFault, statusOf } from '../platforms/delivery-status'
import type { Outcome } from '../platforms/outcome'
import type { Payload } from './experiment-action'

/** A batch: exactly one node for each payload, because a missing one is reported as 500 and retried. */
export function multiStatusOf(
  outcomes: readonly Outcome[],
  payloads: readonly Payload[],
): MultiStatusResponse {
  const response = new MultiStatusResponse()
  payloads.forEach((payload, index) => {
    const outcome = outcomes[index]
    if (outcome === undefined) throw new Error(`No outcome for payload ${index}.`)
    if (isFault(outcome)) {
      const errormessage = describeOutcome(outcome)
      response.pushErrorResponse({ status: statusOf(outcome), errormessage })
    } else {
      const sent = payload as JSONLikeObject
      response.pushSuccessResponse({ status: 200, sent, body: bodyOf(outcome) })
    }
  })
  return response
}

/**
 * A single event: returns what Segment shows for it.
 *
 * @throws RetryableError what Segment should deliver again
 * @throws InvalidAuthenticationError | PayloadValidationError | IntegrationError what is final
 */
export function resultOf(outcome: Outcome): JSONLikeObject {
  if (outcome.status === 'sent' || !isFault(outcome)) return bodyOf(outcome)
  const message = describeOutcome(outcome)
  const status = statusOf(outcome)
  if (outcome.status === 'retry') throw new RetryableError(message, retryableStatus(status))
  if (status === 401) throw new InvalidAuthenticationError(message)
  if (status === 400) throw new PayloadValidationError(message)
  throw new IntegrationError(message, outcome.reason, status)
}

function bodyOf(outcome: Outcome): JSONLikeObject {
  if (outcome.status === 'sent') return { outcome: 'sent' }
  return { outcome: outcome.status, reason: outcome.reason, detail: outcome.detail ?? '' }
}

type RetryableStatus = NonNullable<ConstructorParameters<typeof RetryableError>[1]>

/** actions-core has a fixed list of them; 520 and the like are reported as 503. */
const RETRYABLE_STATUSES: readonly RetryableStatus[] = [
  408, 423, 429, 500, 502, 503, 504, 505, 506, 507, 508, 509, 510, 511, 598, 599,
]

function retryableStatus(status: number): RetryableStatus {
  return RETRYABLE_STATUSES.find((known) => known === status) ?? 503
}
