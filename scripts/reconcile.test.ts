import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sendWithFetch } from '../destination/function/send-with-fetch'
import {
  type FakePlatform,
  type RecordedRequest,
  startFakePlatform,
} from '../destination/testing/fake-platform'
import { statsig } from '../platforms/statsig'
import { type ReadableLists, reconcileList } from './reconcile/reconcile-list'

const root = join(__dirname, '..')
const PATH = '/console/v1/segments/vip/id_list'
let api: FakePlatform
let held: Set<string>
let folder: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-'))
  api = await startFakePlatform()
  held = new Set(['stays', 'goes'])
  api.answer = (request) => ({ status: 200, body: listAnswer(request) })
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await api.close()
})

/** Pages of two, with the ids in one string as in Statsig's sample. */
function listAnswer({ method, path, body }: RecordedRequest): unknown {
  if (method !== 'GET') {
    for (const id of (body as { ids: string[] }).ids) {
      if (method === 'PATCH') held.add(id)
      else held.delete(id)
    }
    return { message: 'ok' }
  }
  const page = Number(new URL(path, 'http://a').searchParams.get('page'))
  const ids = [...held].slice((page - 1) * 2, page * 2)
  const nextPage = page * 2 < held.size ? `${PATH}?page=${page + 1}` : null
  const data = { name: 'vip', count: held.size, ids: [ids.join(', ')] }
  return { message: 'ok', data, pagination: { pageNumber: page, nextPage } }
}

const IDS = '\uFEFFstays\n\nnew-1\r\nnew-2\nnew-2\n'

function run(args: string[], ids = IDS): Promise<{ code: number | null; output: string }> {
  const file = join(folder, 'ids.txt')
  writeFileSync(file, ids)
  const all = ['scripts/reconcile.ts', '--platform', 'statsig', '--list', 'vip', '--from', file]
  const env = { ...process.env, STATSIG_CONSOLE_KEY: 'console-1', STATSIG_HOST: api.url }
  const child = spawn(join(root, 'node_modules/.bin/ts-node'), [...all, ...args], {
    cwd: root,
    env,
  })
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  child.stderr.on('data', (text) => {
    output += text
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}

it('adds what is missing, removes what is too many, and has nothing to do the second time', async () => {
  held = new Set(['stays', 'goes', 'a', 'b', 'c'])
  const first = await run(['--yes'])
  expect(first).toMatchObject({
    code: 0,
    output: expect.stringContaining('5 ids held, 2 missing, 4 too many.'),
  })
  expect(first.output).toContain('6 / 6 ids repaired')
  expect([...held].sort()).toEqual(['new-1', 'new-2', 'stays'])
  const changes = api.requests.filter(({ method }) => method !== 'GET')
  expect(changes.map(({ method, body }) => ({ method, body }))).toEqual([
    { method: 'PATCH', body: { ids: ['new-1', 'new-2'] } },
    { method: 'DELETE', body: { ids: ['goes', 'a', 'b', 'c'] } },
  ])
  const second = await run(['--yes'])
  expect(second.output).toContain('3 ids held, 0 missing, 0 too many.')
  expect(second.output).not.toContain('console-1')
})

it('changes nothing in a dry run', async () => {
  const { code, output } = await run(['--dry-run'])
  expect(code).toBe(0)
  expect(output).toContain('2 ids held, 2 missing, 1 too many.')
  expect([...held]).toEqual(['stays', 'goes'])
})

it('says when the list is longer than the platform advises', async () => {
  const ids = Array.from({ length: 1_001 }, (_, i) => `id-${i}`).join('\n')
  const { output } = await run(['--yes'], ids)
  expect(output).toContain('Statsig advises at most 1000 ids in a list, this one has 1001.')
})

it('says what a final refusal was, and how to go on', async () => {
  api.answer = () => ({ status: 401 })
  const { code, output } = await run(['--yes'])
  expect(code).toBe(1)
  expect(output).toContain('UNAUTHORIZED')
  expect(output).toContain('Run the same command again to go on.')
})

it('waits for the published rate and for Retry-After, and goes on after a reset', async () => {
  const waits: number[] = []
  let nowMs = 0
  const faults = [{ status: 429, headers: { 'retry-after': '3' } } as const, 'reset' as const]
  api.answer = (request) => faults.shift() ?? { status: 200, body: listAnswer(request) }
  const expected = new Set(Array.from({ length: 20_000 }, (_, i) => `id-${i}`))
  held = new Set()
  await reconcileList({
    lists: statsig.lists as ReadableLists,
    settings: { consoleKey: 'console-1' },
    listId: 'vip',
    expected,
    send: sendWithFetch(fetch, api.url),
    confirm: () => true,
    onProgress: () => {},
    clock: {
      nowMs: () => nowMs,
      sleep: async (ms) => {
        waits.push(ms)
        nowMs += ms
      },
    },
  })
  expect(held).toEqual(expected)
  // Retry-After, the back-off after the reset, then until each of the first requests is ten seconds old.
  expect(waits).toEqual([3_000, 2_000, 5_000, 3_000, 2_000])
})
