/** New records: of an event, of its delivery, of a request to a platform. */
import type { Connection, Exchange } from './delivery/connection'
import type { DeliveryRecord, EventRecord, RequestRecord } from './records'
import { redactHeaders, redactUrl } from './redact'
import type { SegmentCall } from './segment-call'
import type { Arrival, Refusal } from './tracking/to-segment-call'

export interface Origin extends Arrival {
  sourceId: string
  requestId: string
}

export function eventOf(
  call: SegmentCall,
  from: Origin,
  id: string,
  status: EventRecord['status'],
  refusal?: Refusal,
): EventRecord {
  const name = call.type === 'track' ? call.event : call.name
  return {
    id,
    at: call.receivedAt,
    sourceId: from.sourceId,
    requestId: from.requestId,
    messageId: call.messageId,
    type: call.type,
    ...(name === undefined ? {} : { name }),
    ...(call.userId ? { userId: call.userId } : {}),
    ...(call.anonymousId ? { anonymousId: call.anonymousId } : {}),
    status,
    ...refusal,
    event: call,
    deliveryIds: [],
    skipped: [],
  }
}

export function deliveryOf(event: EventRecord, connection: Connection, id: string): DeliveryRecord {
  return {
    id,
    at: event.at,
    eventId: event.id,
    messageId: event.messageId,
    destinationId: connection.destinationId,
    action: connection.action,
    status: 'pending',
    attempts: [],
  }
}

export function requestOf(
  exchange: Exchange,
  destinationId: string,
  id: string,
  nowMs: number,
): RequestRecord {
  const { method, url, headers, body, status, responseBody, error } = exchange
  return {
    id,
    at: new Date(nowMs).toISOString(),
    direction: 'out',
    kind: 'delivery',
    destinationId,
    method,
    url: redactUrl(url),
    headers: redactHeaders(headers),
    body,
    bodyBytes: Buffer.byteLength(body),
    ...(status === undefined ? {} : { status }),
    ...(responseBody === undefined ? {} : { responseBody }),
    ...(error === undefined ? {} : { error }),
  }
}
