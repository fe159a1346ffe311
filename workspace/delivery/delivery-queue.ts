/** The events that wait for one connection: batched, delivered, and delivered again where that can help. */
import type { Activity } from '../activity'
import type { Clock } from '../clock'
import { describeError } from '../functions/function-errors'
import type { DeliveryRecord, RequestRecord } from '../records'
import type { SegmentCall } from '../segment-call'
import type { Connection, Delivered, DeliveryResult, Exchange } from './connection'
import {
  createDeliveryGroup,
  type DeliveryGroup,
  isEmpty,
  nextDueMs,
  takeBatch,
  wake,
} from './delivery-group'
import { settleDelivery } from './settle-delivery'
import type { Waiting } from './unfinished-deliveries'

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
  resume(batch: readonly Waiting[]): void
}

interface Item extends Waiting {
  bytes: number
  addedMs: number
  /** Accelerated time that passed while requests, which take real time, were under way. */
  busyMs: number
  end(): void
}

type Group = DeliveryGroup<Item>

/** Requests at a time where there is no batching. Segment publishes no figure. */
const SINGLE_CONCURRENCY = 10

/** Statuses that speak of the platform as a whole and not of one event: no answer, and too many requests. */
const PLATFORM_WIDE = new Set([0, 429])

export function createDeliveryQueue(connection: Connection, context: QueueContext): DeliveryQueue {
  const { clock } = context
  const { batching } = connection
  const groups = new Map<string, Group>()
  const concurrency = batching === undefined ? SINGLE_CONCURRENCY : 1

  function groupOf(call: SegmentCall): [key: string, group: Group] {
    const key = batching?.groupOf(call) ?? ''
    const group = groups.get(key) ?? createDeliveryGroup<Item>()
    groups.set(key, group)
    return [key, group]
  }

  /** Sends what is due, and sets the timer for what is not. */
  function schedule(key: string, group: Group): void {
    group.cancelTimer?.()
    delete group.cancelTimer
    while (group.inFlight < concurrency) {
      wake(group, clock.elapsedMs())
      const dueMs = nextDueMs(group, batching)
      if (dueMs > clock.elapsedMs()) {
        const waitMs = dueMs - clock.elapsedMs()
        if (dueMs < Number.POSITIVE_INFINITY) {
          group.cancelTimer = clock.after(waitMs, () => schedule(key, group))
        }
        break
      }
      void send(key, group, takeBatch(group, batching))
    }
    if (isEmpty(group)) groups.delete(key)
  }

  async function send(key: string, group: Group, items: readonly Item[]): Promise<void> {
    group.inFlight += 1
    const endBatch = context.beginBatch(items.map(({ delivery }) => delivery))
    const sentMs = clock.elapsedMs()
    const { results, exchanges } = await deliverAll(connection, items)
    const requestIds = exchanges.map((exchange) =>
      context.saveRequest(exchange, connection.destinationId),
    )
    const nowMs = clock.elapsedMs()
    for (const item of items) item.busyMs += nowMs - sentMs
    settleAll(group, items, results, requestIds)
    endBatch(exchanges)
    group.inFlight -= 1
    schedule(key, group)
  }

  /** If the whole batch failed, the whole group waits, so that nothing overtakes it. */
  function settleAll(
    group: Group,
    items: readonly Item[],
    results: readonly DeliveryResult[],
    requestIds: string[],
  ): void {
    const nowMs = clock.elapsedMs()
    const again = items.flatMap((item, index) => {
      const result = results[index] ?? { httpStatus: 500, reason: 'NO_RESULT' }
      const spentMs = nowMs - item.addedMs - item.busyMs
      const waitMs = settleDelivery(item.delivery, result, requestIds, spentMs, clock)
      context.save(item.delivery)
      if (waitMs === undefined) item.end()
      return waitMs === undefined ? [] : [{ item, dueMs: nowMs + waitMs, result }]
    })
    const allFailed = again.length === items.length
    const platformWide = again.every(({ result }) => PLATFORM_WIDE.has(result.httpStatus))
    if (again.length > 0 && allFailed && (batching !== undefined || platformWide)) {
      group.ready.unshift(...again.map(({ item }) => item))
      group.pausedUntilMs = Math.max(...again.map(({ dueMs }) => dueMs))
    } else {
      group.later.push(...again)
    }
  }

  function itemOf({ delivery, call }: Waiting): Item {
    const bytes = batching === undefined ? 0 : Buffer.byteLength(JSON.stringify(call))
    const end = context.activity.begin('deliveries')
    return { delivery, call, bytes, addedMs: clock.elapsedMs(), busyMs: 0, end }
  }

  return {
    add(delivery, call, first = false) {
      const [key, group] = groupOf(call)
      const item = itemOf({ delivery, call })
      if (first) group.ready.unshift(item)
      else group.ready.push(item)
      schedule(key, group)
    },
    resume(batch) {
      const [first] = batch
      if (first !== undefined) void send(...groupOf(first.call), batch.map(itemOf))
    },
  }
}

async function deliverAll(connection: Connection, items: readonly Item[]): Promise<Delivered> {
  try {
    return await connection.deliver(items.map((item) => item.call))
  } catch (error) {
    const detail = describeError(error).message
    const crashed = { httpStatus: 500, reason: 'CRASHED', detail }
    return { results: items.map(() => crashed), exchanges: [] }
  }
}
