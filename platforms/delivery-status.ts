/** An outcome as Segment's delivery report shows it: a status, and a message for people. */
import type { DropReason, Outcome, RetryReason } from './outcome'

/** Drops that somebody has to look at: the data or the mapping is not what the platform needs. */
const FAULTS = new Set<DropReason>([
  'NO_UNIT',
  'NO_MEMBERSHIP',
  'WRONG_UNIT_KIND',
  'UNMAPPED',
  'UNKNOWN_KIND',
])

const RETRY_STATUS: Record<RetryReason, number> = {
  RATE_LIMITED: 429,
  UPSTREAM_BUSY: 503,
  UPSTREAM_TIMEOUT: 408,
  CONNECTION: 503,
}

/** Is it shown as a failed delivery? What was rightly held back is not. */
export function isFault(outcome: Outcome): boolean {
  return outcome.status === 'dropped' ? FAULTS.has(outcome.reason) : outcome.status !== 'sent'
}

/**
 * The status that Segment acts on: it delivers again after 408, 423, 429 and 5xx but 501.
 * The platform's own status is kept wherever it has the same meaning.
 */
export function statusOf(outcome: Outcome): number {
  if (outcome.status === 'retry') return outcome.httpStatus ?? RETRY_STATUS[outcome.reason]
  if (outcome.status === 'rejected') return finalStatus(outcome.httpStatus, outcome.reason)
  return isFault(outcome) ? 400 : 200
}

function finalStatus(httpStatus: number | undefined, reason: string): number {
  if (httpStatus !== undefined && httpStatus >= 400 && httpStatus < 600) return httpStatus
  return reason === 'UNAUTHORIZED' ? 401 : 400
}

/** `[CODE] detail`: never an id, never a secret. */
export function describeOutcome(outcome: Outcome): string {
  if (outcome.status === 'sent') return 'sent'
  const parts = [`[${outcome.reason}]`]
  if (outcome.detail !== undefined) parts.push(outcome.detail)
  if (outcome.status === 'retry' && outcome.afterMs !== undefined) {
    parts.push(`Retry after ${Math.ceil(outcome.afterMs / 1000)} s.`)
  }
  return parts.join(' ')
}
