/** Turns what a client sent into the call that destinations receive, or says why it is none. */
import { randomUUID } from 'node:crypto'
import { isRecord } from '../../platforms/is-record'
import { LIMITS } from '../limits'
import type { EventReason } from '../records'
import type { SegmentCall } from '../segment-call'

export interface Arrival {
  receivedAtMs: number
  /** When the client sent the request, by its own clock. */
  sentAt?: unknown
  /** Type of the endpoint, where the body does not say it. */
  type?: string
}

export interface Refusal {
  reason: EventReason
  detail?: string
}

const TYPES = new Set(['identify', 'track', 'page', 'screen', 'group', 'alias', 'delete'])

export function toSegmentCall(item: unknown, arrival: Arrival): SegmentCall | Refusal {
  if (!isRecord(item)) return { reason: 'NOT_AN_OBJECT', detail: typeof item }
  const bytes = Buffer.byteLength(JSON.stringify(item))
  if (bytes > LIMITS.eventSize.value) {
    return { reason: 'EVENT_TOO_LARGE', detail: `${bytes} of ${LIMITS.eventSize.value} bytes` }
  }
  const type = typeof item.type === 'string' ? item.type : arrival.type
  if (type === undefined || !TYPES.has(type)) {
    return { reason: 'UNKNOWN_TYPE', detail: String(type).slice(0, 40) }
  }
  const missing = missingField(type, item)
  if (missing !== undefined) return { reason: missing }
  const { writeKey: _, ...fields } = item
  return {
    ...fields,
    type,
    messageId: messageIdOf(item),
    receivedAt: iso(arrival.receivedAtMs),
    ...times(item, arrival),
  }
}

export function isRefusal(result: SegmentCall | Refusal): result is Refusal {
  return 'reason' in result && !('messageId' in result)
}

function missingField(type: string, item: Record<string, unknown>): EventReason | undefined {
  if (!item.userId && !item.anonymousId) return 'NO_IDENTITY'
  if (type === 'track' && !item.event) return 'NO_EVENT_NAME'
  if (type === 'group' && !item.groupId) return 'NO_GROUP_ID'
  if (type === 'alias' && !item.previousId) return 'NO_PREVIOUS_ID'
  return undefined
}

/** A missing or too long messageId is replaced; that the long one is replaced is our reading. */
function messageIdOf(item: Record<string, unknown>): string {
  const { messageId } = item
  const usable = typeof messageId === 'string' && messageId !== ''
  return usable && messageId.length <= LIMITS.messageIdLength.value
    ? messageId
    : `api-${randomUUID()}`
}

/**
 * `timestamp` is corrected by how much the sender's clock was off when it sent the request.
 * https://segment.com/docs/connections/spec/common/#timestamps
 */
function times(
  item: Record<string, unknown>,
  { receivedAtMs, sentAt }: Arrival,
): Pick<SegmentCall, 'timestamp' | 'originalTimestamp' | 'sentAt'> {
  const originalMs = timeOf(item.timestamp) ?? timeOf(item.originalTimestamp)
  const sentMs = timeOf(item.sentAt) ?? timeOf(sentAt)
  if (originalMs === undefined) {
    return {
      timestamp: iso(receivedAtMs),
      ...(sentMs === undefined ? {} : { sentAt: iso(sentMs) }),
    }
  }
  if (sentMs === undefined) {
    return { timestamp: iso(originalMs), originalTimestamp: iso(originalMs) }
  }
  return {
    timestamp: iso(receivedAtMs - (sentMs - originalMs)),
    originalTimestamp: iso(originalMs),
    sentAt: iso(sentMs),
  }
}

function timeOf(value: unknown): number | undefined {
  const ms =
    typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : Number.NaN
  return Math.abs(ms) <= 8.64e15 ? ms : undefined
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
