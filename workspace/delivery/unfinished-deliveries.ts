/**
 * What was not delivered yet, and which batches were under way, in the store: a process that was
 * killed goes on where it was.
 */
import type { DeliveryRecord } from '../records'
import type { SegmentCall } from '../segment-call'
import { type Store, UNFINISHED_DELIVERY } from '../store/store'

export interface UnfinishedDeliveries {
  /** Notes or forgets a delivery, by its status. */
  note(delivery: DeliveryRecord): void
  /** Notes a batch; call the result when its results are saved. */
  beginBatch(deliveries: readonly DeliveryRecord[]): () => void
  /** What an earlier process left to do for a destination. */
  left(destinationId: string): LeftOver
}

export interface LeftOver {
  /** Batches that were sent, and whose answer is not known. */
  batches: Waiting[][]
  single: Waiting[]
}

export interface Waiting {
  delivery: DeliveryRecord
  call: SegmentCall
}

const BATCH = 'unfinished/batch/'

export function createUnfinishedDeliveries(store: Store): UnfinishedDeliveries {
  const { state } = store
  const leftOver = readLeftOver(store)
  return {
    note({ id, status }) {
      const key = `${UNFINISHED_DELIVERY}${id}`
      if (status !== 'pending' && status !== 'retrying') state.delete(key)
      else if (state.get(key) === undefined) state.set(key, true)
    },
    beginBatch(deliveries) {
      const key = `${BATCH}${deliveries[0]?.id ?? ''}`
      state.set(
        key,
        deliveries.map(({ id }) => id),
      )
      return () => state.delete(key)
    },
    left(destinationId) {
      const ours = ({ delivery }: Waiting) => delivery.destinationId === destinationId
      return {
        batches: leftOver.batches.map((batch) => batch.filter(ours)).filter((b) => b.length > 0),
        single: leftOver.single.filter(ours),
      }
    },
  }
}

function readLeftOver(store: Store): LeftOver {
  const { state } = store
  const ids = new Set(
    [...state.entries(UNFINISHED_DELIVERY)].map(([key]) => key.slice(UNFINISHED_DELIVERY.length)),
  )
  const batches = [...state.entries(BATCH)].map(([key, value]) => {
    state.delete(key)
    const members = (Array.isArray(value) ? value.map(String) : []).filter((id) => ids.delete(id))
    return members.flatMap((id) => waitingOf(id, store))
  })
  return { batches, single: [...ids].sort().flatMap((id) => waitingOf(id, store)) }
}

function waitingOf(id: string, store: Store): Waiting[] {
  const delivery = store.get('deliveries', id)
  const event = store.get('events', delivery?.eventId ?? '')
  return delivery === undefined || event === undefined ? [] : [{ delivery, call: event.event }]
}
