import { join } from 'node:path'
import { createWorkspace, type Workspace } from '../create-workspace'
import type { FunctionOptions } from '../workspace-options'

let workspace: Workspace

async function start(script: string, insertFunction?: FunctionOptions): Promise<void> {
  workspace = await createWorkspace({
    sources: [{ id: 'app' }],
    destinations: [
      {
        name: 'Mine',
        destinationFunction: { script },
        ...(insertFunction === undefined ? {} : { insertFunction }),
      },
    ],
  })
}

afterEach(() => workspace.stop())

async function deliver(...calls: Record<string, unknown>[]) {
  const batch = calls.map((call) => ({ userId: 'u', type: 'track', event: 'Seen', ...call }))
  const body = JSON.stringify({ writeKey: workspace.writeKey('app'), batch })
  await fetch(`${workspace.url}/v1/batch`, { method: 'POST', body })
  await workspace.waitForIdle()
  return workspace.deliveries().map(({ status, httpStatus, reason, attempts }) => ({
    status,
    httpStatus,
    reason,
    attempts: attempts.length,
  }))
}

describe('a destination function', () => {
  it('is called with the event and its settings, and what it fetches is recorded', async () => {
    await start(`async function onTrack(event, settings) {
      const response = await fetch('${'http://127.0.0.1:1'}', { method: 'POST', body: event.event })
    }`)
    expect(await deliver({})).toEqual([
      { status: 'rejected', httpStatus: 400, reason: 'BadRequest', attempts: 1 },
    ])
    expect(workspace.requests().filter(({ direction }) => direction === 'out')).toMatchObject([
      {
        method: 'POST',
        url: 'http://127.0.0.1:1/',
        body: 'Seen',
        error: expect.stringContaining('ECONNREFUSED'),
      },
    ])
  })

  it.each([
    ['', 'sent', 200, undefined],
    ["throw new ValidationError('no')", 'rejected', 400, 'ValidationError'],
    ["throw new InvalidEventPayload('no')", 'rejected', 400, 'InvalidEventPayload'],
    ["throw new EventNotSupported('no')", 'rejected', 501, 'EventNotSupported'],
    ["throw new Error('no')", 'rejected', 400, 'BadRequest'],
    ["if (++runs < 3) throw new RetryError('later')", 'sent', 200, undefined],
  ])('%s', async (statement, status, httpStatus, reason) => {
    await start(`let runs = 0; async function onTrack() { ${statement} }`)
    expect(await deliver({})).toMatchObject([{ status, httpStatus, reason }])
  })

  it('without a handler for the type fails with EventNotSupported', async () => {
    await start('async function onTrack() {}')
    expect(await deliver({ type: 'page' })).toMatchObject([
      { status: 'rejected', reason: 'EventNotSupported' },
    ])
  })

  it('answers a batch event by event, and only what can be retried is', async () => {
    await start(`let runs = 0
      async function onBatch(events) {
        runs++
        return events.map(({ event }) =>
          event === 'Bad' ? { status: 400, errormessage: 'no' }
          : event === 'Busy' && runs === 1 ? { status: 503, errormessage: 'later' } : { status: 200 })
      }`)
    expect(await deliver({}, { event: 'Bad' }, { event: 'Busy' })).toMatchObject([
      { status: 'sent', attempts: 1 },
      { status: 'rejected', attempts: 1 },
      { status: 'sent', attempts: 2 },
    ])
  })

  it('that forgets an event of a batch fails for that event', async () => {
    await start('async function onBatch() { return [{ status: 200 }] }')
    expect(await deliver({}, {})).toMatchObject([
      { status: 'sent' },
      { status: 'rejected', reason: 'BAD_BATCH_ANSWER' },
    ])
  })

  it('obeys the integrations object by its name and workspace', async () => {
    await start('async function onTrack() {}')
    expect(await deliver({ integrations: { 'Mine (Local)': false } })).toEqual([])
  })

  it('that does not load is refused when it is added', async () => {
    await start('async function onTrack() {}')
    const broken = { name: 'Broken', destinationFunction: { script: 'export default 1' } }
    expect(() => workspace.addDestination(broken)).toThrow('Unexpected token')
  })
})

describe('an insert function', () => {
  const remember =
    'const seen = []; async function onTrack(event) { if (!event.properties.ok) throw new Error("not ok") }'

  it('changes the event on its way', async () => {
    await start(remember, {
      script: 'async function onTrack(event) { event.properties = { ok: 1 }; return event }',
    })
    expect(await deliver({})).toMatchObject([{ status: 'sent' }])
  })

  it.each([
    ["throw new DropEvent('not wanted')", 'dropped', 'DropEvent'],
    ['return', 'dropped', 'InsertFunction'],
    ["throw new ValidationError('bad')", 'rejected', 'ValidationError'],
  ])('%s', async (statement, status, reason) => {
    await start(remember, { script: `async function onTrack() { ${statement} }` })
    expect(await deliver({})).toMatchObject([{ status, reason }])
  })

  it('blocks a type that it has no handler for', async () => {
    await start('async function onPage() {}', {
      script: 'async function onTrack(event) { return event }',
    })
    expect(await deliver({ type: 'page' })).toMatchObject([
      { status: 'rejected', reason: 'EventNotSupported' },
    ])
  })
})

it('the built destination function of a platform delivers to its stand-in as the Actions destination does', async () => {
  workspace = await createWorkspace({
    sources: [{ id: 'app' }],
    destinations: [
      {
        name: 'Statsig',
        standIn: 'statsig',
        destinationFunction: {
          file: join(__dirname, '../../dist/functions/destination-statsig.js'),
        },
      },
    ],
  })
  expect(await deliver({ event: 'Order Completed' }, { event: 'Seen' })).toMatchObject([
    { status: 'sent' },
    { status: 'sent' },
  ])
  const names = workspace.platform('statsig').accepted('event')
  expect(names.map(({ item }) => (item as { eventName: string }).eventName)).toEqual([
    'Order Completed',
    'Seen',
  ])
})
