import { gzipSync } from 'node:zlib'
import { createWorkspace, type Workspace } from '../create-workspace'

let workspace: Workspace

beforeEach(async () => {
  workspace = await createWorkspace({ sources: [{ id: 'app' }] })
})
afterEach(() => workspace.stop())

const event = { type: 'track', userId: 'u', event: 'Order Completed' }

function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const bytes = body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(`${workspace.url}/v1/${path}`, {
    method: 'POST',
    body: bytes as BodyInit,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

const basic = () => ({ authorization: `Basic ${btoa(`${workspace.writeKey('app')}:`)}` })
const accepted = () => workspace.events().filter(({ status }) => status === 'accepted')

describe('who sends', () => {
  it('may be told by Basic auth, as analytics-node and curl do', async () => {
    const response = await post('track', event, basic())
    expect([response.status, await response.json()]).toEqual([200, { success: true }])
    expect(accepted()).toHaveLength(1)
  })

  it('may be told by the write key in the body, which does not reach destinations', async () => {
    await post('batch', { writeKey: 'wk_app', batch: [event] })
    await post('t', { ...event, writeKey: 'wk_app' })
    expect(accepted().map(({ sourceId, event: { writeKey } }) => [sourceId, writeKey])).toEqual([
      ['app', undefined],
      ['app', undefined],
    ])
  })

  it('is answered 200 even if nobody has the write key, and the request says so', async () => {
    const response = await post('track', { ...event, writeKey: 'nobody' })
    expect(response.status).toBe(200)
    expect(workspace.requests().map(({ error }) => error)).toEqual(['UNKNOWN_WRITE_KEY'])
    expect(workspace.events()).toEqual([])
  })
})

describe('what is sent', () => {
  it.each([
    ['t', 'track', { event: 'e' }],
    ['i', 'identify', {}],
    ['p', 'page', {}],
    ['s', 'screen', {}],
    ['g', 'group', { groupId: 'g' }],
    ['a', 'alias', { previousId: 'p' }],
  ])('may go to the short form /v1/%s of analytics.js', async (path, type, fields) => {
    await post(path, { userId: 'u', writeKey: 'wk_app', ...fields })
    expect(accepted().map((record) => record.type)).toEqual([type])
  })

  it('may be text/plain, as a keepalive request without preflight is', async () => {
    await post('t', { ...event, writeKey: 'wk_app' }, { 'content-type': 'text/plain' })
    expect(accepted()).toHaveLength(1)
  })

  it('may be compressed', async () => {
    const body = new Uint8Array(gzipSync(JSON.stringify({ batch: [event] })))
    await post('batch', body, { ...basic(), 'content-encoding': 'gzip' })
    expect(accepted()).toHaveLength(1)
  })

  it('has its timestamp corrected by how much the clock of the sender is off', async () => {
    const hourMs = 3_600_000
    const timestamp = new Date(Date.now() - hourMs - 5000).toISOString()
    const sentAt = new Date(Date.now() - hourMs).toISOString()
    await post('batch', { batch: [{ ...event, timestamp }], sentAt }, basic())
    const call = accepted()[0]?.event
    expect(Date.parse(call?.receivedAt ?? '') - Date.parse(call?.timestamp ?? '')).toBe(5000)
    expect([call?.originalTimestamp, call?.sentAt]).toEqual([timestamp, sentAt])
  })

  it('keeps its timestamp if nobody says when it was sent', async () => {
    await post('track', { ...event, timestamp: '2026-01-01T00:00:00.000Z' }, basic())
    expect(accepted()[0]?.event.timestamp).toBe('2026-01-01T00:00:00.000Z')
  })

  it.each([
    [{ type: 'track', event: 'e' }, 'NO_IDENTITY'],
    [{ type: 'track', userId: 'u' }, 'NO_EVENT_NAME'],
    [{ type: 'group', userId: 'u' }, 'NO_GROUP_ID'],
    [{ type: 'alias', userId: 'u' }, 'NO_PREVIOUS_ID'],
    [{ type: 'shout', userId: 'u' }, 'UNKNOWN_TYPE'],
    ['text', 'NOT_AN_OBJECT'],
  ])('is refused with a reason, and its neighbours are not: %j', async (item, reason) => {
    const response = await post(
      'batch',
      { batch: [event, item, { ...event, event: 'Next' }] },
      basic(),
    )
    expect(response.status).toBe(200)
    expect(workspace.events().map((record) => record.reason)).toEqual([
      undefined,
      reason,
      undefined,
    ])
  })

  it('inherits context and integrations from its batch', async () => {
    const batch = [{ ...event, context: { ip: '1.2.3.4' } }]
    await post('batch', { batch, context: { app: 'x' }, integrations: { All: false } }, basic())
    expect(accepted()[0]?.event).toMatchObject({
      context: { app: 'x', ip: '1.2.3.4' },
      integrations: { All: false },
    })
  })
})

describe('what is answered 400', () => {
  it.each([
    ['a body that is not JSON', 'track', '{"userId":'],
    ['a batch that is none', 'batch', '{"userId":"u"}'],
  ])('%s', async (_, path, body) => {
    expect((await post(path, body, basic())).status).toBe(400)
    expect(workspace.events()).toEqual([])
  })
})

describe('a browser', () => {
  it('of any origin may send', async () => {
    const response = await fetch(`${workspace.url}/v1/t`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    })
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      204,
      '*',
    ])
  })

  it('gets settings that lead analytics.js back here', async () => {
    const response = await fetch(`${workspace.url}/v1/projects/wk_app/settings`)
    expect(await response.json()).toMatchObject({
      integrations: {
        'Segment.io': {
          apiKey: 'wk_app',
          apiHost: `${new URL(workspace.url).host}/v1`,
          protocol: 'http',
        },
      },
    })
  })
})
