import { present } from './present'

/** What became of one item. Every item of every batch gets exactly one. */
export type Outcome =
  | { status: 'sent' }
  | { status: 'dropped'; reason: DropReason; detail?: string }
  | { status: 'retry'; reason: RetryReason; afterMs?: number; detail?: string; httpStatus?: number }
  | { status: 'rejected'; reason: RejectReason; httpStatus?: number; detail?: string }

/** The item is fine, and not ours to send. In words: `reason-meanings.ts`. */
export type DropReason =
  | 'NO_UNIT' // no unit of the item is mapped to userId or anonymousId, or its id is empty
  | 'FILTERED' // held back by include, exclude or environments
  | 'TEST' // a preview, an override or a test environment
  | 'FALLBACK' // the platform had no answer and the caller's default was shown
  | 'DISABLED' // the flag or experiment is switched off
  | 'NOT_ENROLLED' // the unit is not part of the experiment
  | 'TIMEOUT' // the platform answered too late to be shown
  | 'BOT' // the visitor is an automated browser
  | 'DUPLICATE' // the same thing was already sent
  | 'SUPERSEDED' // a newer item in the batch decides for the same list and unit
  | 'UNMAPPED' // the vendor documents no Segment event for this kind
  | 'UNKNOWN_KIND' // a kind that the vendor does not document
  | 'NO_MEMBERSHIP' // neither true nor false: absent membership never removes
  | 'WRONG_UNIT_KIND' // the list holds another kind of unit
  | 'NO_CONSENT' // the visitor has not agreed

/** Sending it again later can succeed. */
export type RetryReason =
  | 'RATE_LIMITED' // 429, or our own budget of the published limit is used up
  | 'UPSTREAM_BUSY' // 408, 423 or 5xx
  | 'UPSTREAM_TIMEOUT' // no answer in time
  | 'CONNECTION' // refused, reset, or no address

/** Sending it again cannot succeed; somebody has to act. */
export type RejectReason =
  | 'MALFORMED' // the item does not have the shape that the vendor documents
  | 'TOO_LARGE' // over a published size limit
  | 'UNAUTHORIZED' // the platform refused the key
  | 'NOT_FOUND' // the list, project or environment does not exist
  | 'REFUSED' // any other final answer of the platform
  | 'ILLEGAL_NAME' // the platform drops events with such a name
  | 'NO_LIST' // the item does not say which list it is about

export type Reason = DropReason | RetryReason | RejectReason

export const SENT: Outcome = Object.freeze({ status: 'sent' })

export function dropped(reason: DropReason, detail?: string): Outcome {
  return present({ status: 'dropped', reason, detail })
}

export function rejected(reason: RejectReason, detail?: string, httpStatus?: number): Outcome {
  return present({ status: 'rejected', reason, detail, httpStatus })
}

export function retry(
  reason: RetryReason,
  afterMs?: number,
  detail?: string,
  httpStatus?: number,
): Outcome {
  return present({ status: 'retry', reason, afterMs, detail, httpStatus })
}
