/** Deliveries that may be batched with each other: what is ready, what waits, and when the next is due. */
import type { Batching } from './connection'

export interface Waitable {
  bytes: number
  /** Accelerated time at which it was added. */
  addedMs: number
}

export interface DeliveryGroup<Item extends Waitable> {
  ready: Item[]
  /** To be tried again, each at its own time. */
  later: { item: Item; dueMs: number }[]
  /** Batches under way. */
  inFlight: number
  /** Nothing of the group is sent before: the platform as a whole does not take anything. */
  pausedUntilMs: number
  cancelTimer?: () => void
}

export function createDeliveryGroup<Item extends Waitable>(): DeliveryGroup<Item> {
  return { ready: [], later: [], inFlight: 0, pausedUntilMs: 0 }
}

export function isEmpty(group: DeliveryGroup<Waitable>): boolean {
  return group.ready.length === 0 && group.later.length === 0 && group.inFlight === 0
}

/** Makes ready what has waited long enough, before what came after it. */
export function wake<Item extends Waitable>(group: DeliveryGroup<Item>, nowMs: number): void {
  if (!group.later.some(({ dueMs }) => dueMs <= nowMs)) return
  const due = group.later.filter(({ dueMs }) => dueMs <= nowMs).map(({ item }) => item)
  group.later = group.later.filter(({ dueMs }) => dueMs > nowMs)
  group.ready.unshift(...due)
}

/** When the next batch is to be sent; infinity if there is none. */
export function nextDueMs(group: DeliveryGroup<Waitable>, batching: Batching | undefined): number {
  const [oldest] = group.ready
  const laterMs = Math.min(...group.later.map(({ dueMs }) => dueMs), Number.POSITIVE_INFINITY)
  if (oldest === undefined) return Math.max(group.pausedUntilMs, laterMs)
  const full = batching === undefined || isFull(group.ready, batching)
  const readyMs = full ? 0 : oldest.addedMs + batching.waitMs
  return Math.max(group.pausedUntilMs, Math.min(readyMs, laterMs))
}

/** Takes a batch out of what is ready; one item where there is no batching. */
export function takeBatch<Item extends Waitable>(
  group: DeliveryGroup<Item>,
  batching: Batching | undefined,
): Item[] {
  const count = batching === undefined ? 1 : batchLength(group.ready, batching)
  return group.ready.splice(0, count)
}

function isFull(items: readonly Waitable[], { size, bytes }: Batching): boolean {
  if (items.length >= size) return true
  return items.reduce((sum, item) => sum + item.bytes, 0) >= bytes
}

/** How many of the first items fit in a batch; at least one. */
function batchLength(items: readonly Waitable[], { size, bytes }: Batching): number {
  let filled = 0
  let count = 0
  for (const item of items) {
    filled += item.bytes
    if (count > 0 && (filled > bytes || count >= size)) break
    count += 1
  }
  return count
}
