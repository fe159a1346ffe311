import { createLiveStream } from '../live-stream'
import type { RequestRecord } from '../records'
import { createMemoryStore } from '../store/memory-store'
import { createRecentWebhooks } from './recent-webhooks'

const store = createMemoryStore()
const stream = createLiveStream()

function request(kind: RequestRecord['kind']): RequestRecord {
  const at = '2026-11-21T00:00:00.000Z'
  const base = { method: 'POST', url: '/', headers: {}, body: '', bodyBytes: 0 }
  return { id: store.nextId(), at, direction: 'in', kind, ...base }
}

it('finds webhooks behind any number of other requests, recorded or live, newest first', () => {
  const recorded = request('function')
  store.put('requests', recorded)
  for (let index = 0; index < 1500; index++) store.put('requests', request('delivery'))

  const webhooks = createRecentWebhooks(store, stream)
  const live = request('function')
  store.put('requests', live)
  for (const record of [request('tracking'), live, live]) {
    stream.publish({ table: 'requests', record })
  }
  expect(webhooks.all().map(({ id }) => id)).toEqual([live.id, recorded.id])
})
