/** Each limit has a test here that fails if nobody enforces it; limits listed are limits tested. */
import type { DestinationDefinition } from '@segment/actions-core'
import { createActivity } from './activity'
import { createWorkspace, type Workspace } from './create-workspace'
import { createActionsConnections } from './delivery/actions-destination'
import type { Connection, DeliveryResult } from './delivery/connection'
import { createDeliveryQueue } from './delivery/delivery-queue'
import { createDestinationFunction } from './functions/destination-function'
import { createSourceFunction } from './functions/source-function'
import { LIMITS, type LimitName } from './limits'
import { createLiveStream } from './live-stream'
import { createManualClock } from './manual-clock'
import { createPipeline } from './pipeline'
import type { DeliveryRecord } from './records'
import type { SegmentCall } from './segment-call'
import { createSources } from './sources'
import { createMemoryStore } from './store/memory-store'
import { createDuplicateWindow } from './tracking/duplicate-window'
import { createTrackingApi } from './tracking/tracking-api'

const KIB = 1024
const MINUTE_MS = 60_000

async function withWorkspace(script: string, test: (workspace: Workspace) => Promise<void>) {
  const workspace = await createWorkspace({
    timeScale: 100_000,
    sources: [{ id: 'app' }, { id: 'hook', sourceFunction: { script } }],
  })
  try {
    await test(workspace)
  } finally {
    await workspace.stop()
  }
}

const IDLE = 'async function onRequest() {}'

function sourceFunction(script: string, mode: 'deployed' | 'tester' = 'deployed') {
  const clock = createManualClock()
  return createSourceFunction({ name: 'test.js', script, settings: {}, mode, clock })
}

const incoming = { url: 'http://127.0.0.1/fn/hook', headers: {}, body: '{}' }

function postTo(workspace: Workspace, path: string, body: unknown): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(`${workspace.url}/${path}`, { method: 'POST', body: text })
}

/** A track call whose JSON has exactly so many bytes. */
function callOf(bytes: number): Record<string, unknown> {
  const call = { type: 'track', userId: 'u', event: 'e', messageId: 'm', properties: { text: '' } }
  call.properties.text = 'x'.repeat(bytes - JSON.stringify(call).length)
  return call
}

/** A queue over a destination that answers as told; returns when each batch was sent, and its size. */
function queueOver(batching: Connection['batching'], answer: DeliveryResult) {
  const clock = createManualClock()
  const sent: { atMs: number; calls: number }[] = []
  const connection: Connection = {
    destinationId: 'd',
    action: 'a',
    integrationName: 'D',
    matches: () => true,
    ...(batching === undefined ? {} : { batching }),
    deliver(calls) {
      sent.push({ atMs: clock.elapsedMs(), calls: calls.length })
      return Promise.resolve({ results: calls.map(() => ({ ...answer })), exchanges: [] })
    },
  }
  const queue = createDeliveryQueue(connection, {
    clock,
    activity: createActivity(),
    save: () => {},
    beginBatch: () => () => {},
    saveRequest: () => '',
  })
  const deliveries: DeliveryRecord[] = []
  const add = (bytes = 100) => {
    const delivery: DeliveryRecord = {
      id: String(deliveries.length),
      at: '',
      eventId: '',
      messageId: '',
      destinationId: 'd',
      action: 'a',
      status: 'pending',
      attempts: [],
    }
    deliveries.push(delivery)
    queue.add(delivery, callOf(bytes) as unknown as SegmentCall)
  }
  return { clock, sent, deliveries, add }
}

const definition: DestinationDefinition<Record<string, never>> = {
  name: 'Test',
  mode: 'cloud',
  actions: {
    send: {
      title: 'Send',
      description: 'Sends.',
      fields: {
        a: { label: 'A', description: 'A', type: 'string', default: { '@path': '$.properties.a' } },
        b: { label: 'B', description: 'B', type: 'string', default: { '@path': '$.properties.b' } },
        c: { label: 'C', description: 'C', type: 'string', default: { '@path': '$.properties.c' } },
        d: { label: 'D', description: 'D', type: 'string', default: { '@path': '$.properties.d' } },
      },
      perform: () => ({}),
      performBatch: () => ({}),
    },
  },
}

function batchingOf(mapping: Record<string, string | boolean | number | string[]>) {
  const subscription = {
    partnerAction: 'send',
    subscribe: 'type = "track"',
    mapping: { enable_batching: true, ...mapping },
  }
  const options = { id: 'test', definition, settings: {}, subscriptions: [subscription] }
  const batching = createActionsConnections(options)[0]?.batching
  if (batching === undefined) throw new Error('The action does not batch.')
  return batching
}

function functionBatching() {
  const options = { id: 'f', name: 'F', settings: {}, clock: createManualClock() }
  const script = 'async function onBatch(events) { return events.map(() => ({ status: 200 })) }'
  const { batching } = createDestinationFunction({ ...options, script })
  if (batching === undefined) throw new Error('The function does not batch.')
  return batching
}

const tests: Record<LimitName, () => Promise<void>> = {
  async functionTimeout() {
    const startedMs = performance.now()
    const { run } = await sourceFunction(
      'async function onRequest() { await new Promise(() => {}) }',
    ).run(incoming)
    expect(run.error?.message).toBe('The function did not end within 5000 ms.')
    expect(performance.now() - startedMs).toBeGreaterThan(4_900)
  },

  functionRequestBody: () =>
    withWorkspace(IDLE, async (workspace) => {
      const status = async (bytes: number) =>
        (await postTo(workspace, 'fn/hook', 'x'.repeat(bytes))).status
      expect(await status(512 * KIB)).toBe(200)
      expect(await status(512 * KIB + 1)).toBe(413)
    }),

  functionAttempts: () =>
    withWorkspace(
      "async function onRequest() { throw new RetryError('later') }",
      async (workspace) => {
        await workspace.send('hook', {})
        await workspace.waitForIdle()
        expect(workspace.requests()[0]?.runs).toHaveLength(6)
      },
    ),

  async functionFirstWait() {
    expect(sourceFunction(IDLE).waitMs(2)).toBeGreaterThanOrEqual(MINUTE_MS)
  },

  async functionFirstWaitMax() {
    expect(sourceFunction(IDLE).waitMs(2)).toBeLessThanOrEqual(3 * MINUTE_MS)
  },

  async functionWaitMax() {
    expect(sourceFunction(IDLE).waitMs(6)).toBe(20 * MINUTE_MS)
  },

  async functionWaitFactor() {
    const { waitMs } = sourceFunction(IDLE)
    expect(waitMs(3) / waitMs(2)).toBe(2)
  },

  async testerLog() {
    const script =
      "async function onRequest() { for (let i = 0; i < 9; i++) console.log('x'.repeat(1000)) }"
    const bytes = async (mode: 'deployed' | 'tester') =>
      (await sourceFunction(script, mode).run(incoming)).run.logs.join('').length
    expect([await bytes('tester'), await bytes('deployed')]).toEqual([4 * KIB, 9000])
  },

  eventSize: () =>
    withWorkspace(
      "async function onRequest(r) { Segment.track({ userId: 'u', event: 'e', properties: r.json() }) }",
      async (workspace) => {
        const status = async (bytes: number) => {
          const batch = [callOf(bytes)]
          return (await postTo(workspace, 'v1/batch', { writeKey: 'wk_app', batch })).status
        }
        expect([await status(32 * KIB), await status(32 * KIB + 1)]).toEqual([200, 400])
        await workspace.send('hook', { text: 'x'.repeat(33 * KIB) })
        expect(workspace.events().map(({ reason }) => reason)).toEqual([
          undefined,
          'EVENT_TOO_LARGE',
        ])
      },
    ),

  requestSize: () =>
    withWorkspace(IDLE, async (workspace) => {
      const status = async (bytes: number) => {
        const body = JSON.stringify({ writeKey: 'wk_app', batch: [], text: '' })
        const padded = body.replace('""', `"${'x'.repeat(bytes - body.length)}"`)
        return (await postTo(workspace, 'v1/batch', padded)).status
      }
      expect([await status(500 * KIB), await status(500 * KIB + 1)]).toEqual([200, 400])
    }),

  eventsPerRequest: () =>
    withWorkspace(IDLE, async (workspace) => {
      const batch = Array.from({ length: 2501 }, () => ({ type: 'track', userId: 'u', event: 'e' }))
      const response = await postTo(workspace, 'v1/batch', { writeKey: 'wk_app', batch })
      expect(response.status).toBe(200)
      expect(new Set(workspace.events().map(({ reason }) => reason))).toEqual(
        new Set(['TOO_MANY_EVENTS']),
      )
      await postTo(workspace, 'v1/batch', { writeKey: 'wk_app', batch: batch.slice(1) })
      expect(workspace.events().filter(({ status }) => status === 'accepted')).toHaveLength(2500)
    }),

  async requestsPerSecond() {
    const clock = createManualClock()
    const store = createMemoryStore()
    const pipeline = createPipeline({
      store,
      clock,
      stream: createLiveStream(),
      activity: createActivity(),
      nextFault: () => undefined,
      noted: () => {},
    })
    const api = createTrackingApi({ clock, store, pipeline, sources: createSources() })
    const ask = () => api.request('/track', { method: 'POST', body: '{' })
    const answers = await Promise.all(Array.from({ length: 1001 }, ask))
    expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1)
    const refused = answers.find(({ status }) => status === 429)
    expect([
      refused?.headers.get('retry-after'),
      refused?.headers.get('x-ratelimit-reset'),
    ]).toEqual(['1', '1'])
    await clock.advance(1000)
    expect((await ask()).status).toBe(400)
  },

  messageIdLength: () =>
    withWorkspace(IDLE, async (workspace) => {
      const ids = ['x'.repeat(100), 'x'.repeat(101)]
      for (const messageId of ids)
        await workspace.track('app', { userId: 'u', event: 'e', messageId })
      const [kept, replaced] = workspace.events().map(({ messageId }) => messageId)
      expect(kept).toBe(ids[0])
      expect(replaced).toMatch(/^api-/)
    }),

  async duplicateWindow() {
    const clock = createManualClock()
    const window = createDuplicateWindow(clock.elapsedMs)
    const admitted = [window.admit('m'), window.admit('m')]
    await clock.advance(24 * 60 * MINUTE_MS - 1)
    admitted.push(window.admit('m'))
    await clock.advance(1)
    admitted.push(window.admit('m'))
    expect(admitted).toEqual([true, false, false, true])
  },

  async batchSize() {
    expect(batchingOf({ batch_size: 5000 }).size).toBe(1000)
    const { sent, add, clock } = queueOver(batchingOf({}), { httpStatus: 200 })
    for (let i = 0; i < 1001; i++) add()
    await clock.advance(0)
    expect(sent.map(({ calls }) => calls)).toEqual([1000])
  },

  async batchBytes() {
    const { sent, add, clock } = queueOver(batchingOf({}), { httpStatus: 200 })
    for (let i = 0; i < 130; i++) add(31_000)
    await clock.advance(0)
    // 129 events have 3,999,000 bytes.
    expect(sent.map(({ calls }) => calls)).toEqual([129])
  },

  async batchKeys() {
    const { groupOf } = batchingOf({ batch_keys: ['a', 'b', 'c', 'd'] })
    const group = (properties: object) => groupOf({ properties } as unknown as SegmentCall)
    expect(group({ a: '1', b: '1', c: '1' })).not.toBe(group({ a: '1', b: '1', c: '2' }))
    expect(group({ a: '1', d: '1' })).toBe(group({ a: '1', d: '2' }))
  },

  async batchWait() {
    const { sent, add, clock } = queueOver(batchingOf({}), { httpStatus: 200 })
    add()
    await clock.advance(9_999)
    expect(sent).toEqual([])
    await clock.advance(1)
    expect(sent).toEqual([{ atMs: 10_000, calls: 1 }])
  },

  async functionBatchSize() {
    const { sent, add, clock } = queueOver(functionBatching(), { httpStatus: 200 })
    for (let i = 0; i < 21; i++) add()
    await clock.advance(0)
    expect(sent).toEqual([{ atMs: 0, calls: 20 }])
  },

  async functionBatchWait() {
    const { sent, add, clock } = queueOver(functionBatching(), { httpStatus: 200 })
    add()
    await clock.advance(9_999)
    expect(sent).toEqual([])
    await clock.advance(1)
    expect(sent).toEqual([{ atMs: 10_000, calls: 1 }])
  },

  async deliveryBudget() {
    const { sent, add, clock, deliveries } = queueOver(undefined, { httpStatus: 500 })
    add()
    await clock.advance(4 * 60 * MINUTE_MS - 1)
    expect(deliveries[0]?.status).toBe('retrying')
    await clock.advance(20 * MINUTE_MS)
    expect(deliveries[0]?.status).toBe('expired')
    const attempts = sent.length
    await clock.advance(24 * 60 * MINUTE_MS)
    expect(sent.length).toBe(attempts)
  },

  async deliveryFirstWait() {
    const { sent, add, clock } = queueOver(undefined, { httpStatus: 500 })
    add()
    await clock.advance(10_000)
    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 10_000])
  },

  async deliveryWaitFactor() {
    const { sent, add, clock } = queueOver(undefined, { httpStatus: 500 })
    add()
    await clock.advance(70_000)
    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 10_000, 30_000, 70_000])
  },

  async deliveryWaitMax() {
    const { sent, add, clock } = queueOver(undefined, { httpStatus: 500 })
    add()
    await clock.advance(4 * 60 * MINUTE_MS)
    const waits = sent.slice(1).map(({ atMs }, index) => atMs - (sent[index]?.atMs ?? 0))
    expect(Math.max(...waits)).toBe(20 * MINUTE_MS)
  },
}

it('tests the limits that it lists', () => {
  expect(Object.keys(tests).sort()).toEqual(Object.keys(LIMITS).sort())
})

describe.each(Object.entries(tests))('the limit %s', (name, test) => {
  const limit = LIMITS[name as LimitName]
  it(`is enforced: ${limit.what}`, test)

  it('has a source that was read', () => {
    expect(limit.doc).toMatch(/^https:\/\//)
    expect(limit.checked).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })
})
