/** A store that outlives the process, also when that is killed: one LMDB file. */
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'
import { isRecord } from '../../platforms/is-record'
import type { TableName, Tables } from '../records'
import {
  latestId,
  type Page,
  padId,
  type StateStore,
  type Store,
  UNFINISHED_DELIVERY,
} from './store'

const TABLES: readonly TableName[] = ['events', 'deliveries', 'requests']

/** Records kept in each table; a recording of days would fill the disk. */
const MAX_RECORDS = 500_000

/** How many writes pass between two looks at the size of the tables. */
const TRIM_EVERY = 10_000

type Write = { db: Database; key: string; value: unknown }

/**
 * @param folder made if it does not exist; only its owner can read it.
 * @param maxRecords kept in each table, but for what is not delivered yet.
 */
export function createLmdbStore(folder: string, maxRecords = MAX_RECORDS): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  // A commit is in the system's page cache at once, so that it outlives kill -9; the disk follows.
  const root: RootDatabase = open({ path: join(folder, 'workspace.mdb'), maxDbs: 8 })
  const tables = Object.fromEntries(TABLES.map((name) => [name, root.openDB({ name })])) as Record<
    TableName,
    Database
  >
  const state = root.openDB({ name: 'state' })
  const meta = root.openDB({ name: 'meta' })
  const totals = readTotals(meta)
  const waiting = new Map<string, Write>()
  let lastId = latestId(TABLES.map((name) => lastKey(tables[name])))
  let committed: Promise<void> | undefined
  let untrimmed = 0

  function write(db: Database, name: string, key: string, value: unknown): void {
    waiting.set(`${name}\n${key}`, { db, key, value })
    committed ??= new Promise((resolve) => {
      setImmediate(() => {
        commit()
        resolve()
      })
    })
  }

  /** Everything that waits, in one transaction: after a crash either all of it is there or nothing. */
  function commit(): void {
    committed = undefined
    if (waiting.size === 0) return
    root.transactionSync(() => {
      for (const { db, key, value } of waiting.values()) {
        if (value === undefined) db.remove(key)
        else db.put(key, value)
      }
      for (const name of TABLES) meta.put(`total/${name}`, totals[name])
    })
    untrimmed += waiting.size
    waiting.clear()
    if (untrimmed >= TRIM_EVERY) trim()
  }

  function trim(): void {
    untrimmed = 0
    const needed = oldestUnfinished(state, tables.deliveries)
    for (const db of Object.values(tables)) {
      const excess = entryCount(db) - maxRecords
      if (excess <= 0) continue
      const before = needed === undefined ? {} : { end: needed }
      const oldest = [...db.getKeys({ limit: excess, ...before })]
      root.transactionSync(() => {
        for (const key of oldest) db.remove(key)
      })
    }
  }

  function read(db: Database, name: string, key: string): unknown {
    const write = waiting.get(`${name}\n${key}`)
    return write === undefined ? db.get(key) : write.value
  }

  return {
    nextId() {
      lastId += 1
      return padId(lastId)
    },
    put(table, record) {
      if (read(tables[table], table, record.id) === undefined) totals[table] += 1
      write(tables[table], table, record.id, record)
    },
    get: <Name extends TableName>(table: Name, id: string) =>
      read(tables[table], table, id) as Tables[Name] | undefined,
    page(table, options) {
      commit()
      return newestFirst(tables[table], options)
    },
    total: (table) => totals[table],
    state: createState(
      (key) => read(state, 'state', key),
      (key, value) => write(state, 'state', key, value),
      (prefix) => {
        commit()
        return state.getRange({ start: prefix, end: `${prefix}\uffff` })
      },
    ),
    flushed: () => committed ?? Promise.resolve(),
    async close() {
      commit()
      await root.close()
    },
  }
}

function createState(
  get: StateStore['get'],
  set: StateStore['set'],
  range: (prefix: string) => Iterable<{ key: unknown; value: unknown }>,
): StateStore {
  return {
    get,
    set,
    delete: (key) => set(key, undefined),
    *entries(prefix) {
      for (const { key, value } of range(prefix)) yield [String(key), value]
    },
  }
}

function newestFirst<Item>(
  db: Database,
  { limit, cursor }: { limit: number; cursor?: string },
): Page<Item> {
  const range = { reverse: true, limit: limit + 1 }
  const start = cursor === undefined ? {} : { start: cursor, exclusiveStart: true }
  const found = [...db.getRange({ ...range, ...start })]
  const shown = found.slice(0, limit)
  const last = shown[shown.length - 1]
  const items = shown.map(({ value }) => value as Item)
  return found.length > limit && last !== undefined
    ? { items, nextCursor: String(last.key) }
    : { items }
}

function readTotals(meta: Database): Record<TableName, number> {
  const total = (name: TableName) => Number(meta.get(`total/${name}`) ?? 0)
  return { events: total('events'), deliveries: total('deliveries'), requests: total('requests') }
}

function lastKey(db: Database): string | undefined {
  for (const key of db.getKeys({ reverse: true, limit: 1 })) return String(key)
  return undefined
}

/** Id of the first event that is not delivered everywhere yet. */
function oldestUnfinished(state: Database, deliveries: Database): string | undefined {
  for (const key of state.getKeys({ start: UNFINISHED_DELIVERY, limit: 1 })) {
    if (!String(key).startsWith(UNFINISHED_DELIVERY)) return undefined
    const delivery: unknown = deliveries.get(String(key).slice(UNFINISHED_DELIVERY.length))
    return isRecord(delivery) ? String(delivery.eventId) : undefined
  }
  return undefined
}

function entryCount(db: Database): number {
  const { entryCount: count } = db.getStats() as { entryCount?: number }
  return count ?? 0
}
