/** What Segment's delivery makes of an error that a destination or insert function throws. */
import type { DeliveryResult } from '../delivery/connection'
import { describeError } from './function-errors'

/**
 * Only RetryError and a timeout are tried again. The statuses stand for Segment's words.
 * https://segment.com/docs/connections/functions/destination-functions/#destination-functions-error-types
 */
const STATUSES: Readonly<Record<string, number>> = {
  RetryError: 503,
  Timeout: 408,
  EventNotSupported: 501,
  InvalidEventPayload: 400,
  ValidationError: 400,
}

export function statusOfError(thrown: unknown): DeliveryResult {
  const { name, message } = describeError(thrown)
  const httpStatus = STATUSES[name]
  return {
    httpStatus: httpStatus ?? 400,
    reason: httpStatus ? name : 'BadRequest',
    detail: message,
  }
}
