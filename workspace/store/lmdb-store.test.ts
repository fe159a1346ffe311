import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventRecord } from '../records'
import { createLmdbStore } from './lmdb-store'
import { createMemoryStore } from './memory-store'
import { type Store, UNFINISHED_DELIVERY } from './store'

const folder = mkdtempSync(join(tmpdir(), 'store-'))
const open: Store[] = []

afterEach(async () => {
  for (const store of open.splice(0)) await store.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

function lmdb(name: string, maxRecords?: number): Store {
  const store = createLmdbStore(join(folder, name), maxRecords)
  open.push(store)
  return store
}

function put(store: Store, name: string): EventRecord {
  const at = '2026-11-21T10:00:00.000Z'
  const event: EventRecord = {
    id: store.nextId(),
    at,
    sourceId: 'app',
    requestId: '',
    messageId: name,
    type: 'track',
    name,
    status: 'accepted',
    event: { type: 'track', messageId: name, timestamp: at, receivedAt: at },
    deliveryIds: [],
    skipped: [],
  }
  store.put('events', event)
  return event
}

const namesOf = (items: readonly EventRecord[]) => items.map(({ name }) => name)

describe.each([
  ['in memory', () => createMemoryStore()],
  ['in LMDB', () => lmdb(`contract-${open.length}-${Math.random()}`)],
] as const)('a store %s', (_, create) => {
  it('reads what was just written, pages it newest first, and counts it once', () => {
    const store = create()
    const first = put(store, 'A')
    put(store, 'B')
    put(store, 'C')
    store.put('events', { ...first, name: 'A2' })
    expect(store.get('events', first.id)?.name).toBe('A2')
    const page = store.page('events', { limit: 2 })
    expect(namesOf(page.items)).toEqual(['C', 'B'])
    const next = store.page('events', { limit: 2, cursor: page.nextCursor ?? '' })
    expect([namesOf(next.items), next.nextCursor]).toEqual([['A2'], undefined])
    expect(store.total('events')).toBe(3)
  })

  it('keeps state by key, in order, below a prefix', () => {
    const { state } = create()
    for (const key of ['b/2', 'a/1', 'b/1', 'c/1']) state.set(key, key)
    state.delete('b/2')
    expect([...state.entries('b/')]).toEqual([['b/1', 'b/1']])
    expect([state.get('a/1'), state.get('b/2')]).toEqual(['a/1', undefined])
  })
})

describe('the LMDB store', () => {
  it('is there again after a restart, and goes on with its ids', async () => {
    const before = lmdb('restart')
    const { id } = put(before, 'A')
    await before.flushed()
    await open.pop()?.close()
    const after = lmdb('restart')
    expect(after.get('events', id)?.name).toBe('A')
    expect(after.total('events')).toBe(1)
    expect(put(after, 'B').id > id).toBe(true)
  })

  it('can be read by its owner only', () => {
    lmdb('owner')
    expect(statSync(join(folder, 'owner')).mode & 0o777).toBe(0o700)
  })

  it('forgets the oldest records, but none whose delivery is under way', async () => {
    const store = lmdb('trim', 100)
    for (let i = 0; i < 5_000; i++) put(store, `e${i}`)
    const waiting = put(store, 'waiting')
    const delivery = { id: store.nextId(), at: '', eventId: waiting.id, messageId: '', action: 'a' }
    store.put('deliveries', { ...delivery, destinationId: 'd', status: 'pending', attempts: [] })
    store.state.set(`${UNFINISHED_DELIVERY}${delivery.id}`, true)
    for (let i = 0; i < 5_000; i++) put(store, `f${i}`)
    await store.flushed()
    expect(store.get('events', waiting.id)?.name).toBe('waiting')
    expect(store.get('events', '000000000001')).toBeUndefined()
    expect(namesOf(store.page('events', { limit: 1 }).items)).toEqual(['f4999'])
  })
})
