import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createRelay } from '../source-function/create-relay'
import { type SegmentRecorder, segmentRecorder } from '../testing/segment-recorder'

let segment: SegmentRecorder
let server: Server
let url: string
beforeEach(async () => {
  segment = await segmentRecorder()
  const relay = createRelay({
    writeKey: 'wk',
    host: segment.host,
    settings: { signingSecret: 'shh', sharedSecret: 'token' },
  })
  server = serve({ fetch: relay, port: 0, hostname: '127.0.0.1', createServer }) as Server
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  await segment.close()
  await new Promise((resolve) => server.close(resolve))
})

async function run(args: string[], env = {}): Promise<{ code: number | null; output: string }> {
  const child = spawn(
    process.execPath,
    ['-r', 'ts-node/register', 'scripts/send-test-event.ts', ...args],
    { cwd: join(__dirname, '..'), env: { PATH: process.env.PATH, ...env } },
  )
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output }
}

it('sends a signed exposure, and prints the answer', async () => {
  const secrets = { SOURCE_SIGNING_SECRET: 'shh,old', SOURCE_SHARED_SECRET: 'token' }
  const { code, output } = await run(['--platform', 'statsig', '--to', url], secrets)
  expect(output).toContain('statsig batch: 200 {"platform":"statsig","auth":"verified","in":3')
  expect(code).toBe(0)
  expect(segment.posts).toHaveLength(1)
})

it('fails without the secret, and says why', async () => {
  const { code, output } = await run(['--platform', 'kameleoon', '--to', url, '--kind', 'event'])
  expect(output).toContain('kameleoon event: 401 {"error":{"code":"SECRET_MISSING"')
  expect(code).toBe(1)
})

it('prints how to use it', async () => {
  const { code, output } = await run([])
  expect(output).toContain('--platform  statsig, launchdarkly, kameleoon')
  expect(code).toBe(1)
})
