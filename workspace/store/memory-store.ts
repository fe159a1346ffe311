/** A store for tests: it forgets everything with the process, and the oldest records before that. */
import type { TableName, Tables } from '../records'
import { type Page, padId, type StateStore, type Store } from './store'

/** Records kept in each table; older ones are forgotten. Requests carry whole batches. */
const MAX_RECORDS: Readonly<Record<TableName, number>> = {
  events: 20_000,
  deliveries: 20_000,
  requests: 2_000,
}

export function createMemoryStore(): Store {
  let lastId = 0
  const tables: { [Name in TableName]: Map<string, Tables[Name]> } = {
    events: new Map(),
    deliveries: new Map(),
    requests: new Map(),
  }
  const totals: Record<TableName, number> = { events: 0, deliveries: 0, requests: 0 }
  return {
    nextId() {
      lastId += 1
      return padId(lastId)
    },
    put(table, record) {
      const records = tables[table]
      if (!records.has(record.id)) totals[table] += 1
      records.set(record.id, record)
      if (records.size > MAX_RECORDS[table]) {
        const oldest = records.keys().next().value
        if (oldest !== undefined) records.delete(oldest)
      }
    },
    get: (table, id) => tables[table].get(id),
    page: (table, { limit, cursor }) => newestFirst(tables[table], limit, cursor),
    total: (table) => totals[table],
    state: createMemoryState(),
    flushed: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}

function newestFirst<Item extends { id: string }>(
  records: ReadonlyMap<string, Item>,
  limit: number,
  cursor: string | undefined,
): Page<Item> {
  const older = [...records.values()].filter((record) => cursor === undefined || record.id < cursor)
  const items = older.slice(-limit).reverse()
  const last = items[items.length - 1]
  return last !== undefined && older.length > limit ? { items, nextCursor: last.id } : { items }
}

function createMemoryState(): StateStore {
  const values = new Map<string, unknown>()
  return {
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
    *entries(prefix) {
      const keys = [...values.keys()].filter((key) => key.startsWith(prefix)).sort()
      for (const key of keys) yield [key, values.get(key)]
    },
  }
}
