/** From an event that was received to the deliveries that it leads to. */
import type { Activity } from './activity'
import type { Clock } from './clock'
import type { Connection, Exchange } from './delivery/connection'
import { createDeliveryQueue, type DeliveryQueue } from './delivery/delivery-queue'
import { wantsIntegration } from './delivery/wants-integration'
import { LIMITS } from './limits'
import type { LiveStream } from './live-stream'
import type { DeliveryRecord, EventRecord, RequestRecord } from './records'
import { redactHeaders, redactUrl } from './redact'
import type { SegmentCall } from './segment-call'
import { type Fault, LATE_MS } from './stand-ins/faults'
import type { Store } from './store/store'
import { createDuplicateWindow } from './tracking/duplicate-window'
import { type Arrival, isRefusal, type Refusal, toSegmentCall } from './tracking/to-segment-call'

export interface Destination {
  id: string
  /** Sources that it is connected to; absent: all. */
  sourceIds?: readonly string[]
  connections: readonly Connection[]
}

export interface PipelineContext {
  store: Store
  stream: LiveStream
  clock: Clock
  activity: Activity
  /** What goes wrong with the next event for a destination. */
  nextFault(destinationId: string): Fault | undefined
}

export interface Pipeline {
  connect(destination: Destination): void
  /** Takes the events of one request. */
  ingest(items: readonly unknown[], from: Origin): EventRecord[]
  saveRequest(request: RequestRecord): void
  /** What the mapping makes of the event on its way to this delivery. */
  preview(delivery: DeliveryRecord, call: SegmentCall): unknown
}

export interface Origin extends Arrival {
  sourceId: string
  requestId: string
}

interface Route {
  connection: Connection
  queue: DeliveryQueue
}

export function createPipeline(context: PipelineContext): Pipeline {
  const { store, stream, clock } = context
  const duplicates = createDuplicateWindow(clock.elapsedMs)
  const destinations: { destination: Destination; routes: Route[] }[] = []

  function saveEvent(event: EventRecord): EventRecord {
    store.put('events', event)
    stream.publish({ table: 'events', record: event })
    return event
  }

  function saveDelivery(delivery: DeliveryRecord): void {
    store.put('deliveries', delivery)
    stream.publish({ table: 'deliveries', record: delivery })
  }

  function saveRequest(request: RequestRecord): void {
    store.put('requests', request)
    stream.publish({ table: 'requests', record: request })
  }

  function saveExchange(exchange: Exchange, destinationId: string): string {
    const request = requestOf(exchange, destinationId, store.nextId(), clock.nowMs())
    saveRequest(request)
    return request.id
  }

  function connect(destination: Destination): void {
    const queueContext = {
      clock,
      activity: context.activity,
      save: saveDelivery,
      saveRequest: saveExchange,
    }
    const routes = destination.connections.map((connection) => ({
      connection,
      queue: createDeliveryQueue(connection, queueContext),
    }))
    destinations.push({ destination, routes })
  }

  function ingest(items: readonly unknown[], from: Origin): EventRecord[] {
    return items.map((item, index) => {
      if (index >= LIMITS.eventsPerRequest.value)
        return refuse(item, { reason: 'TOO_MANY_EVENTS' }, from)
      const call = toSegmentCall(item, from)
      if (isRefusal(call)) return refuse(item, call, from)
      if (!duplicates.admit(call.messageId)) {
        return saveEvent(eventOf(call, from, store.nextId(), 'duplicate', { reason: 'DUPLICATE' }))
      }
      const event = eventOf(call, from, store.nextId(), 'accepted')
      const start = plan(event)
      saveEvent(event)
      start()
      return event
    })
  }

  function refuse(item: unknown, refusal: Refusal, from: Origin): EventRecord {
    const fields = typeof item === 'object' && item !== null ? (item as Partial<SegmentCall>) : {}
    const receivedAt = new Date(from.receivedAtMs).toISOString()
    const call: SegmentCall = {
      ...fields,
      type: fields.type ?? from.type ?? '',
      messageId: fields.messageId ?? '',
      timestamp: fields.timestamp ?? receivedAt,
      receivedAt,
    }
    return saveEvent(eventOf(call, from, store.nextId(), 'rejected', refusal))
  }

  /** Decides who receives the event, and returns the way to begin. */
  function plan(event: EventRecord): () => void {
    const starts: (() => void)[] = []
    for (const { destination, routes } of destinations) {
      const { id, sourceIds } = destination
      if (sourceIds !== undefined && !sourceIds.includes(event.sourceId)) continue
      const wanted = routes.filter(({ connection }) =>
        wantsIntegration(event.event.integrations, connection.integrationName),
      )
      const matching = wanted.filter(({ connection }) => connection.matches(event.event))
      if (matching.length === 0) {
        const reason = wanted.length === 0 ? 'INTEGRATIONS_OFF' : 'NOT_SUBSCRIBED'
        event.skipped.push({ destinationId: id, reason })
      }
      for (const route of matching) {
        const delivery = deliveryOf(event, route.connection, store.nextId())
        event.deliveryIds.push(delivery.id)
        starts.push(() => {
          saveDelivery(delivery)
          enqueue(route.queue, delivery, event.event)
        })
      }
    }
    return () => {
      for (const start of starts) start()
    }
  }

  function enqueue(queue: DeliveryQueue, delivery: DeliveryRecord, call: SegmentCall): void {
    const fault = context.nextFault(delivery.destinationId)
    if (fault?.kind !== 'late') {
      queue.add(delivery, call, fault?.kind === 'reorder')
      return
    }
    const end = context.activity.begin('late events')
    clock.after(fault.lateMs ?? LATE_MS, () => {
      queue.add(delivery, call)
      end()
    })
  }

  function preview({ destinationId, action }: DeliveryRecord, call: SegmentCall): unknown {
    const routes = destinations.find(({ destination }) => destination.id === destinationId)?.routes
    return routes
      ?.find(({ connection }) => connection.action === action)
      ?.connection.preview?.(call)
  }

  return { connect, ingest, saveRequest, preview }
}

function eventOf(
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

function deliveryOf(event: EventRecord, connection: Connection, id: string): DeliveryRecord {
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

function requestOf(
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
