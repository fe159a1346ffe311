import { createWorkspace, type Workspace } from '../create-workspace'

let workspace: Workspace

beforeEach(async () => {
  workspace = await createWorkspace({
    sources: [
      { id: 'app' },
      {
        id: 'hook',
        sourceFunction: {
          script: `async function onRequest(request, settings) {
            if (request.url.searchParams.get('token') !== settings.secret) throw new Error('forged')
            Segment.track({ userId: 'u', event: request.json().name })
          }`,
          settings: { secret: 'a-long-secret' },
        },
      },
    ],
  })
})
afterEach(() => workspace.stop())

const get = async (path: string) => (await fetch(`${workspace.url}/api/${path}`)).json()

function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${workspace.url}/api/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
}

it('pages through records, newest first', async () => {
  for (const event of ['A', 'B', 'C']) await workspace.track('app', { userId: 'u', event })
  const first = await get('events?limit=2')
  expect(first.items.map(({ name }: { name: string }) => name)).toEqual(['C', 'B'])
  const second = await get(`events?limit=2&cursor=${first.nextCursor}`)
  expect(second.items.map(({ name }: { name: string }) => name)).toEqual(['A'])
  expect(second).not.toHaveProperty('nextCursor')
})

it('cuts long bodies in lists, and has them whole by id', async () => {
  const request = await workspace.send(
    'hook',
    { name: 'x'.repeat(5000) },
    { query: { token: 'a-long-secret' } },
  )
  const { items } = await get('requests')
  expect([items[0].cut, items[0].body.length]).toEqual([true, 2000])
  expect((await get(`requests/${request.id}`)).body).toBe(request.body)
})

it('streams what happens', async () => {
  const response = await fetch(`${workspace.url}/api/stream`)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = (await reader?.read())?.value ?? ''
  await workspace.track('app', { userId: 'u', event: 'Seen' })
  while (!text.includes('"name":"Seen"')) text += (await reader?.read())?.value ?? ''
  await reader?.cancel()
  expect(text).toMatch(/^event: ready\ndata: \{\}\n\nevent: requests\ndata: /)
})

it('runs a webhook again with the secret that it came with', async () => {
  const request = await workspace.send(
    'hook',
    { name: 'Seen' },
    { query: { token: 'a-long-secret' } },
  )
  const answer = await (await post('replay', { requestId: request.id })).json()
  expect(answer).toEqual({ status: 200, requestId: expect.any(String) })
  expect(answer.requestId).not.toBe(request.id)
  expect(workspace.events().map(({ name, status }) => [name, status])).toEqual([
    ['Seen', 'accepted'],
    ['Seen', 'accepted'],
  ])
})

it('sends events again under new messageIds', async () => {
  await workspace.track('app', { userId: 'u', event: 'Seen', messageId: 'm1' })
  const [event] = workspace.events()
  await post('replay', { eventIds: [event?.id] })
  const [first, second] = workspace.events()
  expect([first?.status, second?.status, second?.name]).toEqual(['accepted', 'accepted', 'Seen'])
  expect(second?.messageId).not.toBe('m1')
})

it('answers 404 for a record that does not exist', async () => {
  expect((await post('replay', { requestId: 'nothing' })).status).toBe(404)
  expect((await fetch(`${workspace.url}/api/events/nothing`)).status).toBe(404)
})

it.each([
  [{ platform: 'statsig', kind: 'status', status: 429, retryAfterSeconds: 5, count: 2 }, 200],
  [{ platform: 'statsig', kind: 'none' }, 200],
  [{ platform: 'statsig', kind: 'explode' }, 400],
  [{ platform: 'statsig', kind: 'status', status: 200 }, 400],
  [{ platform: 'nobody', kind: 'reset' }, 404],
  [{ kind: 'reset' }, 400],
])('POST /api/faults %j', async (body, status) => {
  expect((await post('faults', body)).status).toBe(status)
})

it('shows the fault that a platform is under', async () => {
  const fault = { kind: 'status', status: 503, count: 3 }
  await post('faults', { platform: 'statsig', ...fault })
  const { items } = await get('stand-ins')
  expect(items.find(({ platform }: { platform: string }) => platform === 'statsig')).toEqual({
    platform: 'statsig',
    accepted: { event: 0, exposure: 0, attribute: 0 },
    fault,
  })
})

it('refuses writes of other origins, and names that are not loopback', async () => {
  const foreign = { origin: 'https://evil.example' }
  expect((await post('replay', { requestId: '1' }, foreign)).status).toBe(403)
  expect(
    (await post('faults', { platform: 'statsig', kind: 'none' }, { origin: workspace.url })).status,
  ).toBe(200)
  expect(await statusForHost('evil.example')).toBe(403)
})

it('listens on loopback only', () => {
  expect(new URL(workspace.url).hostname).toBe('127.0.0.1')
})

async function statusForHost(host: string): Promise<number | undefined> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const options = { headers: { host } }
    request(`${workspace.url}/api/events`, options, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end()
  })
}
