import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Analytics } from '@segment/analytics-node'
import { destinations } from '../destination'
import { createWorkspace, type Workspace } from './create-workspace'

const SECRET = 'open-sesame'
const fixture = (name: string): unknown =>
  JSON.parse(
    readFileSync(join(__dirname, `../platforms/statsig/fixtures/webhook/${name}.json`), 'utf8'),
  ).body
const batch = fixture('batch')

let workspace: Workspace

async function start(timeScale = 1000): Promise<Workspace> {
  const definition = destinations.statsig
  if (definition === undefined) throw new Error('There is no Statsig destination.')
  workspace = await createWorkspace({
    timeScale,
    sources: [
      { id: 'app' },
      {
        id: 'statsig',
        sourceFunction: {
          file: join(__dirname, '../dist/functions/source.js'),
          settings: { sharedSecret: SECRET },
        },
      },
    ],
    destinations: [{ definition, standIn: 'statsig', sources: ['app'] }],
  })
  workspace.platform('statsig').createList({ id: 'beta_users' })
  return workspace
}

afterEach(() => workspace.stop())

function sendBatch() {
  return workspace.send('statsig', batch, { query: { token: SECRET } })
}

function audience(userId: string, member: boolean, messageId: string) {
  return {
    type: 'identify',
    userId,
    messageId,
    traits: { beta_users: member },
    context: {
      personas: {
        computation_class: 'audience',
        computation_key: 'beta_users',
        computation_id: 'aud_1',
      },
    },
  }
}

describe('a webhook through the built source function', () => {
  it('leaves as Segment events, and the request says what became of each item', async () => {
    await start()
    const request = await sendBatch()
    expect(request).toMatchObject({
      status: 200,
      summary: { in: 3, sent: 3, dropped: {}, rejected: {} },
    })
    expect(
      workspace.events().map(({ name, status, sourceId }) => [name, status, sourceId]),
    ).toEqual([
      ['page_view', 'accepted', 'statsig'],
      ['statsig::gate_exposure', 'accepted', 'statsig'],
      ['statsig::experiment_exposure', 'accepted', 'statsig'],
    ])
  })

  it('leaves once, however often it is delivered', async () => {
    await start()
    for (let times = 0; times < 3; times++) await sendBatch()
    const events = workspace.events()
    const ids = events
      .filter(({ status }) => status === 'accepted')
      .map(({ messageId }) => messageId)
    expect(new Set(ids).size).toBe(3)
    expect(
      events.filter(({ status }) => status === 'duplicate').map(({ messageId }) => messageId),
    ).toEqual([...ids, ...ids])
  })

  it('never shows the secret that it carried', async () => {
    await start()
    await sendBatch()
    await workspace.send('statsig', batch, { headers: { 'x-webhook-token': SECRET } })
    const answers = await Promise.all(
      ['requests', 'events', 'deliveries', 'workspace', 'stand-ins'].map(async (path) =>
        (await fetch(`${workspace.url}/api/${path}`)).text(),
      ),
    )
    expect(answers.join()).not.toContain(SECRET)
    expect(answers.join()).not.toContain('secret-stand-in-only')
  })
})

describe('events through the destination', () => {
  it('arrive at the platform from an unmodified analytics-node', async () => {
    await start()
    const analytics = new Analytics({ writeKey: workspace.writeKey('app'), host: workspace.url })
    for (let i = 0; i < 40; i++) {
      analytics.track({ userId: `u${i}`, event: 'Order Completed', properties: { revenue: i } })
    }
    await analytics.closeAndFlush()
    await workspace.waitForIdle()
    expect(workspace.platform('statsig').counts()).toMatchObject({ event: 40 })
    expect(workspace.deliveries().every(({ status }) => status === 'sent')).toBe(true)
  })

  it('change the ID list, and the newest membership wins', async () => {
    await start()
    const calls = [
      audience('u1', true, 'm1'),
      audience('u2', true, 'm2'),
      audience('u1', false, 'm3'),
    ]
    for (const call of calls) await workspace.track('app', call)
    await workspace.waitForIdle()
    expect(workspace.platform('statsig').members('beta_users')).toEqual(['u2'])
  })

  it('are neither lost nor doubled while the platform is down', async () => {
    await start()
    const statsig = workspace.platform('statsig')
    const track = (from: number, to: number) => {
      const calls = Array.from({ length: to - from }, (_, i) => ({
        userId: 'u',
        event: `Event ${from + i}`,
      }))
      return Promise.all(calls.map((call) => workspace.track('app', call)))
    }
    await track(0, 50)
    statsig.fail({ kind: 'reset' })
    await track(50, 100)
    while (!workspace.deliveries().some(({ status }) => status === 'retrying')) await pause()
    statsig.fail()
    await workspace.waitForIdle()
    const names = statsig
      .accepted('event')
      .map(({ item }) => (item as { eventName: string }).eventName)
    expect(names.sort()).toEqual(Array.from({ length: 100 }, (_, i) => `Event ${i}`).sort())
    expect(new Set(workspace.deliveries().map(({ status }) => status))).toEqual(new Set(['sent']))
  })

  it.each([
    [{ kind: 'status', status: 429, retryAfterSeconds: 60, count: 1 } as const, 2, 'sent'],
    [{ kind: 'status', status: 503, count: 2 } as const, 3, 'sent'],
    [{ kind: 'status', status: 408, count: 1 } as const, 2, 'sent'],
    [{ kind: 'reset', count: 1 } as const, 2, 'sent'],
    [{ kind: 'timeout', count: 1 } as const, 2, 'sent'],
    [{ kind: 'status', status: 501 } as const, 1, 'rejected'],
    [{ kind: 'status', status: 400 } as const, 1, 'rejected'],
    [{ kind: 'status', status: 401 } as const, 1, 'rejected'],
    [{ kind: 'status', status: 500 } as const, 14, 'expired'],
  ])('meet %j', async (fault, attempts, status) => {
    await start(20_000)
    workspace.platform('statsig').fail(fault)
    await workspace.track('app', { userId: 'u', event: 'Order Completed' })
    await workspace.waitForIdle()
    const [delivery] = workspace.deliveries()
    expect(delivery?.status).toBe(status)
    // Until the four hours are over there are about 18 attempts; how many depends on the timers.
    if (status === 'expired') expect(delivery?.attempts.length).toBeGreaterThanOrEqual(attempts)
    else expect(delivery?.attempts.length).toBe(attempts)
  })

  it('wait as long as the platform asks', async () => {
    await start(100)
    workspace
      .platform('statsig')
      .fail({ kind: 'status', status: 429, retryAfterSeconds: 60, count: 1 })
    await workspace.track('app', { userId: 'u', event: 'Order Completed' })
    await workspace.waitForIdle()
    const [first, second] = workspace.deliveries()[0]?.attempts ?? []
    const waitedMs = (Date.parse(second?.at ?? '') - Date.parse(first?.at ?? '')) * 100
    expect(waitedMs).toBeGreaterThanOrEqual(59_000)
  })

  it('arrive twice if the answer of the platform is lost', async () => {
    await start()
    workspace.platform('statsig').fail({ kind: 'duplicate', count: 1 })
    await workspace.track('app', { userId: 'u', event: 'Order Completed' })
    await workspace.waitForIdle()
    expect(workspace.platform('statsig').counts().event).toBe(2)
    expect(workspace.deliveries().map(({ status, attempts }) => [status, attempts.length])).toEqual(
      [['sent', 2]],
    )
  })

  it.each([
    [{ kind: 'reorder' } as const, ['C', 'B', 'A']],
    [{ kind: 'late', lateMs: 120_000, count: 1 } as const, ['B', 'C', 'A']],
  ])('meet %j', async (fault, order) => {
    await start()
    workspace.platform('statsig').fail(fault)
    const batch = ['A', 'B', 'C'].map((event) => ({ type: 'track', userId: 'u', event }))
    const body = JSON.stringify({ writeKey: workspace.writeKey('app'), batch })
    await fetch(`${workspace.url}/v1/batch`, { method: 'POST', body })
    await workspace.waitForIdle()
    const names = workspace.platform('statsig').accepted('event')
    expect(names.map(({ item }) => (item as { eventName: string }).eventName)).toEqual(order)
  })

  it('stay away from a destination that their integrations object excludes', async () => {
    await start()
    await workspace.track('app', { userId: 'u', event: 'A', integrations: { All: false } })
    await workspace.track('app', { userId: 'u', event: 'B', integrations: { Statsig: false } })
    await workspace.track('app', {
      userId: 'u',
      event: 'C',
      integrations: { All: false, Statsig: true },
    })
    await workspace.waitForIdle()
    expect(workspace.events().map(({ name, skipped }) => [name, skipped])).toEqual([
      ['A', [{ destinationId: 'statsig', reason: 'INTEGRATIONS_OFF' }]],
      ['B', [{ destinationId: 'statsig', reason: 'INTEGRATIONS_OFF' }]],
      ['C', []],
    ])
    expect(workspace.platform('statsig').counts().event).toBe(1)
  })
})

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5))
}
