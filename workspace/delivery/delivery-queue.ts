/** The events that wait for one connection: batched, delivered, and delivered again where that can help. */
import type { Activity } from '../activity'
import type { Clock } from '../clock'
import { describeError } from '../functions/function-errors'
import { LIMITS } from '../limits'
import type { DeliveryRecord, RequestRecord } from '../records'
import type { SegmentCall } from '../segment-call'
import type { Connection, Delivered, DeliveryResult, Exchange } from './connection'
import { deliveryWaitMs, isRetried } from './retry-policy'

export interface QueueContext {
  clock: Clock
  activity: Activity
  /** Keeps a changed delivery. */
  save(delivery: DeliveryRecord): void
  /** A batch is about to be sent; call the result in the same turn in which its results are saved. */
  beginBatch(deliveries: readonly DeliveryRecord[]): (exchanges: readonly Exchange[]) => void
  /** Keeps a request that was sent, and returns its id. */
  saveRequest(exchange: Exchange, destinationId: string): RequestRecord['id']
}

export interface DeliveryQueue {
  /** @param first before all that wait already. */
  add(delivery: DeliveryRecord, call: SegmentCall, first?: boolean): void
  /** Sends again, together, what was under way when the process ended. */
  resume(batch: readonly { delivery: DeliveryRecord; call: SegmentCall }[]): void
}

interface Item {
  delivery: DeliveryRecord
  call: SegmentCall
  bytes: number
  addedMs: number
  /** Accelerated time that passed while requests, which take real time, were under way. */
  busyMs: number
  end(): void
}

interface Group {
  items: Item[]
  inFlight: number
  /** Accelerated time before which nothing of the group is sent. */
  pausedUntilMs: number
  cancelTimer?: () => void
}

/** Requests at a time where there is no batching. Segment publishes no figure. */
const SINGLE_CONCURRENCY = 10

export function createDeliveryQueue(connection: Connection, context: QueueContext): DeliveryQueue {
  const { clock } = context
  const { batching } = connection
  const groups = new Map<string, Group>()
  const concurrency = batching === undefined ? SINGLE_CONCURRENCY : 1

  function add(delivery: DeliveryRecord, call: SegmentCall, first = false): void {
    const { key, group } = groupOf(call)
    const item = itemOf(delivery, call)
    if (first) group.items.unshift(item)
    else group.items.push(item)
    schedule(key, group)
  }

  function resume(batch: readonly { delivery: DeliveryRecord; call: SegmentCall }[]): void {
    const [first] = batch
    if (first === undefined) return
    const { key, group } = groupOf(first.call)
    void send(
      key,
      group,
      batch.map(({ delivery, call }) => itemOf(delivery, call)),
    )
  }

  function groupOf(call: SegmentCall): { key: string; group: Group } {
    const key = batching?.groupOf(call) ?? ''
    const group = groups.get(key) ?? { items: [], inFlight: 0, pausedUntilMs: 0 }
    groups.set(key, group)
    return { key, group }
  }

  function itemOf(delivery: DeliveryRecord, call: SegmentCall): Item {
    const bytes = batching === undefined ? 0 : Buffer.byteLength(JSON.stringify(call))
    const end = context.activity.begin('deliveries')
    return { delivery, call, bytes, addedMs: clock.elapsedMs(), busyMs: 0, end }
  }

  /** Sends what is due, and sets the timer for what is not. */
  function schedule(key: string, group: Group): void {
    group.cancelTimer?.()
    delete group.cancelTimer
    while (group.items.length > 0 && group.inFlight < concurrency) {
      const waitMs = dueMs(group) - clock.elapsedMs()
      if (waitMs > 0) {
        group.cancelTimer = clock.after(waitMs, () => schedule(key, group))
        return
      }
      void send(key, group, take(group))
    }
    if (group.items.length === 0 && group.inFlight === 0) groups.delete(key)
  }

  function dueMs(group: Group): number {
    const full = batching === undefined || isFull(group.items, batching)
    const oldest = group.items[0]?.addedMs ?? 0
    return Math.max(group.pausedUntilMs, full ? 0 : oldest + batching.waitMs)
  }

  function take(group: Group): Item[] {
    const count = batching === undefined ? 1 : batchLength(group.items, batching)
    return group.items.splice(0, count)
  }

  async function send(key: string, group: Group, items: readonly Item[]): Promise<void> {
    group.inFlight += 1
    const endBatch = context.beginBatch(items.map(({ delivery }) => delivery))
    const sentMs = clock.elapsedMs()
    const delivered = await deliverAll(connection, items)
    for (const item of items) item.busyMs += clock.elapsedMs() - sentMs
    const requestIds = delivered.exchanges.map((exchange) =>
      context.saveRequest(exchange, connection.destinationId),
    )
    const again = items.filter((item, index) => {
      const result = delivered.results[index] ?? { httpStatus: 500, reason: 'NO_RESULT' }
      return settle(item, result, requestIds)
    })
    endBatch(delivered.exchanges)
    // Those that are tried again go first, so that a later event never overtakes an earlier one.
    group.items.unshift(...again)
    group.inFlight -= 1
    if (again.length > 0) {
      const waits = again.map(({ delivery }) => Date.parse(delivery.nextAt ?? '') - clock.nowMs())
      group.pausedUntilMs = clock.elapsedMs() + Math.max(0, ...waits) * context.clock.timeScale
    }
    schedule(key, group)
  }

  /** Notes the result; returns true if the item is to be delivered again. */
  function settle(item: Item, result: DeliveryResult, requestIds: string[]): boolean {
    const { delivery } = item
    const { afterMs, dropped: _, ...answer } = result
    delivery.attempts.push({ at: new Date(clock.nowMs()).toISOString(), ...answer, requestIds })
    delivery.httpStatus = result.httpStatus
    delete delivery.reason
    delete delivery.detail
    delete delivery.nextAt
    if (result.reason !== undefined) delivery.reason = result.reason
    if (result.detail !== undefined) delivery.detail = result.detail
    delivery.status = statusAfter(result, clock.elapsedMs() - item.addedMs - item.busyMs)
    if (delivery.status === 'retrying') {
      const waitMs = Math.max(deliveryWaitMs(delivery.attempts.length), afterMs ?? 0)
      delivery.nextAt = new Date(clock.nowMs() + waitMs / clock.timeScale).toISOString()
    } else {
      item.end()
    }
    context.save(delivery)
    return delivery.status === 'retrying'
  }

  return { add, resume }
}

function statusAfter(result: DeliveryResult, sinceMs: number): DeliveryRecord['status'] {
  if (result.httpStatus >= 200 && result.httpStatus < 300)
    return result.dropped ? 'dropped' : 'sent'
  if (!isRetried(result.httpStatus)) return 'rejected'
  return sinceMs < LIMITS.deliveryBudget.value ? 'retrying' : 'expired'
}

async function deliverAll(connection: Connection, items: readonly Item[]): Promise<Delivered> {
  try {
    return await connection.deliver(items.map((item) => item.call))
  } catch (error) {
    const detail = describeError(error).message
    return {
      results: items.map(() => ({ httpStatus: 500, reason: 'CRASHED', detail })),
      exchanges: [],
    }
  }
}

type Sized = { bytes: number }

function isFull(items: readonly Sized[], limits: { size: number; bytes: number }): boolean {
  if (items.length >= limits.size) return true
  let bytes = 0
  for (const item of items) bytes += item.bytes
  return bytes >= limits.bytes
}

/** How many of the first items fit in a batch; at least one. */
function batchLength(items: readonly Sized[], limits: { size: number; bytes: number }): number {
  let bytes = 0
  let count = 0
  for (const item of items) {
    bytes += item.bytes
    if (count > 0 && (bytes > limits.bytes || count >= limits.size)) break
    count += 1
  }
  return count
}
