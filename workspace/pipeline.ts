/** From an event that was received to the deliveries that it leads to. */
import type { Activity } from './activity'
import type { Clock } from './clock'
import type { Connection, Exchange } from './delivery/connection'
import { createDeliveryQueue, type DeliveryQueue } from './delivery/delivery-queue'
import { createUnfinishedDeliveries, type Waiting } from './delivery/unfinished-deliveries'
import { wantsIntegration } from './delivery/wants-integration'
import { LIMITS } from './limits'
import type { LiveStream } from './live-stream'
import { deliveryOf, eventOf, type Origin, requestOf } from './make-records'
import type { DeliveryRecord, EventRecord, RequestRecord } from './records'
import type { SegmentCall } from './segment-call'
import { type Fault, LATE_MS } from './stand-ins/faults'
import type { Store } from './store/store'
import { createDuplicateWindow } from './tracking/duplicate-window'
import { rememberDuplicates } from './tracking/remember-duplicates'
import { isRefusal, type Refusal, toSegmentCall } from './tracking/to-segment-call'

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
  /** The answer to a request is saved. */
  noted(exchange: Exchange): void
}

export interface Pipeline {
  connect(destination: Destination): void
  /** Takes the events of one request. */
  ingest(items: readonly unknown[], from: Origin): EventRecord[]
  saveRequest(request: RequestRecord): void
  /** What the mapping makes of the event on its way to this delivery. */
  preview(delivery: DeliveryRecord, call: SegmentCall): unknown
}

interface Route {
  connection: Connection
  queue: DeliveryQueue
}

export function createPipeline(context: PipelineContext): Pipeline {
  const { store, stream, clock } = context
  const duplicates = createDuplicateWindow(clock.elapsedMs)
  rememberDuplicates(duplicates, store, clock)
  const unfinished = createUnfinishedDeliveries(store)
  const destinations: { destination: Destination; routes: Route[] }[] = []

  function saveEvent(event: EventRecord): EventRecord {
    store.put('events', event)
    stream.publish({ table: 'events', record: event })
    return event
  }

  function saveDelivery(delivery: DeliveryRecord): void {
    store.put('deliveries', delivery)
    unfinished.note(delivery)
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
      beginBatch,
    }
    const routes = destination.connections.map((connection) => ({
      connection,
      queue: createDeliveryQueue(connection, queueContext),
    }))
    const index = destinations.findIndex((known) => known.destination.id === destination.id)
    if (index >= 0) {
      destinations[index] = { destination, routes }
      return
    }
    destinations.push({ destination, routes })
    goOn(destination.id, routes)
  }

  function beginBatch(deliveries: readonly DeliveryRecord[]) {
    const end = unfinished.beginBatch(deliveries)
    return (exchanges: readonly Exchange[]) => {
      end()
      for (const exchange of exchanges) context.noted(exchange)
    }
  }

  /** Delivers what an earlier process could not. */
  function goOn(destinationId: string, routes: readonly Route[]): void {
    const { batches, single } = unfinished.left(destinationId)
    const queueOf = ({ delivery }: Waiting) =>
      routes.find(({ connection }) => connection.action === delivery.action)?.queue
    for (const batch of batches) if (batch[0] !== undefined) queueOf(batch[0])?.resume(batch)
    for (const waiting of single) queueOf(waiting)?.add(waiting.delivery, waiting.call)
  }

  function ingest(items: readonly unknown[], from: Origin): EventRecord[] {
    if (items.length > LIMITS.eventsPerRequest.value) {
      return items.map((item) => refuse(item, { reason: 'TOO_MANY_EVENTS' }, from))
    }
    return items.map((item) => {
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
