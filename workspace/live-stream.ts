/** Tells whoever listens that a record is new or has changed. */
import type { TableName, Tables } from './records'

export type Change = RecordChange | Reload

type RecordChange = {
  [Name in TableName]: { table: Name; record: Tables[Name] }
}[TableName]

/** A function was loaded anew, because its file changed. */
interface Reload {
  table: 'reloads'
  record: { id: string; at: string }
}

export interface LiveStream {
  publish(change: Change): void
  /** Returns the way to stop listening. */
  subscribe(listener: (change: Change) => void): () => void
}

export function createLiveStream(): LiveStream {
  const listeners = new Set<(change: Change) => void>()
  return {
    publish(change) {
      for (const listener of listeners) listener(change)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
