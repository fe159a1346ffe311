/** What the page knows of what happened: loaded once, then kept up to date by the stream. */
import type { DeliveryRecord, EventRecord, RequestRecord, TableName } from '../../records'
import { getJson } from './api'
import { type Row, rowOfEvent, rowOfWebhook, type Webhook } from './row'

export interface Records {
  /** Oldest first. Another array after each change. */
  rows(): readonly Row[]
  row(id: string): Row | undefined
  event(id: string): EventRecord | undefined
  delivery(id: string): DeliveryRecord | undefined
  deliveries(): Iterable<DeliveryRecord>
  webhook(id: string): Webhook | undefined
  /** The events that came with a request. */
  eventsOf(requestId: string): EventRecord[]
  /** Grows with every change. */
  version(): number
  connection(): Connection
  /** True once what happened before is loaded. */
  loaded(): boolean
  subscribe(listener: () => void): () => void
  /** Calls when the function of a source was loaded anew, because its file changed. */
  onReload(listener: (sourceId: string) => void): () => void
}

export type Connection = 'connecting' | 'live' | 'lost'

/** Older rows are still at the API. */
const MAX_ROWS = 20_000
const PAGE_SIZE = 1000
const MAX_PAGES = 10
/** Of the requests only webhooks are rows of their own. */
const PATHS: Record<TableName, string> = {
  events: 'events',
  deliveries: 'deliveries',
  requests: 'webhooks',
}
const TABLES: readonly TableName[] = ['events', 'deliveries', 'requests']

export function createRecords(): Records {
  const events = new Map<string, EventRecord>()
  const deliveries = new Map<string, DeliveryRecord>()
  const webhooks = new Map<string, Webhook>()
  const eventIdsByRequest = new Map<string, Set<string>>()
  const rowById = new Map<string, Row>()
  const listeners = new Set<() => void>()
  const reloadListeners = new Set<(sourceId: string) => void>()
  /** Rows to make again at the next frame. */
  const stale = new Set<string>()
  /** What the stream brought, which is newer than any page that is still under way. */
  let streamed = new Set<string>()
  let rows: readonly Row[] = []
  let version = 0
  let connection: Connection = 'connecting'
  let loaded = false
  let frame: number | undefined

  function changed(): void {
    if (frame === undefined) frame = requestAnimationFrame(flush)
  }

  function flush(): void {
    frame = undefined
    for (const id of stale) refresh(id)
    if (stale.size > 0) rows = newestOf(rowById, forget)
    stale.clear()
    version += 1
    for (const listener of listeners) listener()
  }

  function refresh(id: string): void {
    const event = events.get(id)
    const webhook = webhooks.get(id)
    if (event !== undefined) {
      const own = event.deliveryIds.flatMap((deliveryId) => deliveries.get(deliveryId) ?? [])
      rowById.set(id, rowOfEvent(event, own))
    } else if (webhook !== undefined) rowById.set(id, rowOfWebhook(webhook))
  }

  function forget(id: string): void {
    const event = events.get(id)
    for (const deliveryId of event?.deliveryIds ?? []) deliveries.delete(deliveryId)
    eventIdsByRequest.delete(event?.requestId ?? id)
    events.delete(id)
    webhooks.delete(id)
    rowById.delete(id)
  }

  function put(table: TableName, record: EventRecord | DeliveryRecord | RequestRecord): void {
    if (table === 'events') putEvent(record as EventRecord)
    else if (table === 'deliveries') deliveries.set(record.id, record as DeliveryRecord)
    else {
      const request = record as RequestRecord
      if (request.kind !== 'function') return
      webhooks.set(record.id, webhookOf(request))
    }
    stale.add(table === 'deliveries' ? (record as DeliveryRecord).eventId : record.id)
    changed()
  }

  function putEvent(event: EventRecord): void {
    events.set(event.id, event)
    const ids = eventIdsByRequest.get(event.requestId) ?? new Set()
    eventIdsByRequest.set(event.requestId, ids.add(event.id))
  }

  async function load(): Promise<void> {
    const run = streamed
    await Promise.all(TABLES.map((table) => loadTable(table, run)))
    if (run !== streamed) return
    loaded = true
    changed()
  }

  async function loadTable(table: TableName, run: Set<string>): Promise<void> {
    let cursor: string | undefined
    for (let page = 0; page < MAX_PAGES; page++) {
      const answer = await getJson<{ items: EventRecord[]; nextCursor?: string }>(
        `${PATHS[table]}?limit=${PAGE_SIZE}${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      )
      if (run !== streamed) return
      for (const record of answer.items) if (!run.has(record.id)) put(table, record)
      cursor = answer.nextCursor
      if (cursor === undefined) return
    }
  }

  function open(): void {
    const stream = new EventSource('/api/stream')
    stream.addEventListener('ready', () => {
      // After a restart ids may mean other records, so nothing is kept.
      for (const map of [events, deliveries, webhooks, eventIdsByRequest, rowById]) map.clear()
      rows = []
      streamed = new Set()
      loaded = false
      connection = 'live'
      changed()
      load().catch(() => setConnection('lost'))
    })
    stream.addEventListener('error', () => setConnection('lost'))
    stream.addEventListener('reloads', ({ data }) => {
      for (const listener of reloadListeners) listener((JSON.parse(data) as { id: string }).id)
    })
    for (const table of TABLES) {
      stream.addEventListener(table, ({ data }) => {
        const record = JSON.parse(data) as EventRecord
        streamed.add(record.id)
        put(table, record)
      })
    }
  }

  function setConnection(next: Connection): void {
    connection = next
    changed()
  }

  open()
  return {
    rows: () => rows,
    row: (id) => rowById.get(id),
    event: (id) => events.get(id),
    delivery: (id) => deliveries.get(id),
    deliveries: () => deliveries.values(),
    webhook: (id) => webhooks.get(id),
    eventsOf: (id) =>
      [...(eventIdsByRequest.get(id) ?? [])].sort().flatMap((it) => events.get(it) ?? []),
    version: () => version,
    connection: () => connection,
    loaded: () => loaded,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onReload(listener) {
      reloadListeners.add(listener)
      return () => reloadListeners.delete(listener)
    },
  }
}

function newestOf(rowById: ReadonlyMap<string, Row>, forget: (id: string) => void): Row[] {
  const rows = [...rowById.values()]
  // What is live comes in order; only pages of older records make sorting necessary.
  const inOrder = rows.every(({ id }, index) => index === 0 || (rows[index - 1]?.id ?? '') < id)
  if (!inOrder) rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id } of rows.slice(0, -MAX_ROWS)) forget(id)
  return rows.slice(-MAX_ROWS)
}

function webhookOf({ id, at, sourceId, status, error, runs, summary }: RequestRecord): Webhook {
  return { id, at, sourceId, status, error, runs, summary }
}
