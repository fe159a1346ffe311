import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createWorkspace } from '..'

const EVENTS = 10_000
const BATCH = 100
const folder = mkdtempSync(join(tmpdir(), 'workspace-'))
const root = join(__dirname, '../..')

afterAll(() => rmSync(folder, { recursive: true }))

async function start(): Promise<{ child: ChildProcess; url: string }> {
  const script = join(__dirname, 'killed-process.ts')
  const child = spawn(process.execPath, ['-r', 'ts-node/register', script, folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = await once(createInterface({ input: child.stdout ?? process.stdin }), 'line')
  return { child, url: String(url) }
}

function batchOf(from: number): unknown[] {
  return Array.from({ length: BATCH }, (_, i) => ({
    type: 'track',
    userId: `u${from + i}`,
    event: 'Order Completed',
    messageId: `m${from + i}`,
  }))
}

/** Sends the batches that are not acknowledged yet; a batch counts only with its 200. */
async function send(url: string, acknowledged: Set<number>, after: () => void): Promise<void> {
  for (let from = 0; from < EVENTS; from += BATCH) {
    if (acknowledged.has(from)) continue
    const body = JSON.stringify({ writeKey: 'wk_app', batch: batchOf(from) })
    try {
      const response = await fetch(`${url}/v1/batch`, { method: 'POST', body })
      if (response.status === 200) acknowledged.add(from)
    } catch {
      return
    }
    after()
  }
}

it('has everything that was acknowledged, delivered once, after kill -9 in the middle of 10,000 events', async () => {
  const acknowledged = new Set<number>()
  const first = await start()
  const killed = once(first.child, 'exit')
  await send(first.url, acknowledged, () => {
    if (acknowledged.size === EVENTS / BATCH / 2) first.child.kill('SIGKILL')
  })
  await killed
  expect(acknowledged.size).toBeGreaterThanOrEqual(EVENTS / BATCH / 2)
  expect(acknowledged.size).toBeLessThan(EVENTS / BATCH)

  const second = await start()
  await send(second.url, acknowledged, () => {})
  const ended = once(second.child, 'exit')
  second.child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])

  const workspace = await createWorkspace({ dataFolder: folder })
  const ids = workspace
    .platform('statsig')
    .accepted('event')
    .map(
      ({ item }) => (item as { metadata: { segmentMessageId: string } }).metadata.segmentMessageId,
    )
  const statuses = workspace.deliveries().map(({ status }) => status)
  await workspace.stop()
  const expected = Array.from({ length: EVENTS }, (_, i) => `m${i}`)
  expect(ids.sort()).toEqual(expected.sort())
  expect(statuses).toEqual(Array(EVENTS).fill('sent'))
}, 240_000)
