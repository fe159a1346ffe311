import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type SegmentRecorder, segmentRecorder } from '../testing/segment-recorder'
import { webhookFixtures } from '../testing/webhook-fixtures'

let segment: SegmentRecorder
let relay: ChildProcess | undefined
beforeEach(async () => {
  segment = await segmentRecorder()
})
afterEach(async () => {
  relay?.kill()
  await segment.close()
})

function start(env: Record<string, string>): { output: Promise<string>; url: Promise<string> } {
  const child = spawn(process.execPath, ['-r', 'ts-node/register', 'scripts/relay.ts'], {
    cwd: join(__dirname, '..'),
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...env },
  })
  relay = child
  let text = ''
  const url = new Promise<string>((resolve) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(text)
      if (match !== null) resolve(match[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
  })
  const output = new Promise<string>((resolve) => child.once('close', () => resolve(text)))
  return { output, url }
}

it('serves the relay, configured by the environment, until it is told to stop', async () => {
  const { url, output } = start({
    SEGMENT_WRITE_KEY: 'wk',
    SEGMENT_HOST: segment.host,
    SOURCE_SHARED_SECRET: 'token',
    KAMELEOON_COMPANY: 'Shop',
  })
  const body = webhookFixtures('kameleoon').find(({ name }) => name === 'event')?.body
  const target = `${await url}/?token=token`
  const response = await fetch(target, { method: 'POST', body: JSON.stringify(body) })
  expect(await response.json()).toMatchObject({ platform: 'kameleoon', sent: 1 })
  expect(segment.posts[0]?.body.batch[0]?.event).toBe('[Shop] Experiment')
  relay?.kill('SIGTERM')
  expect(await output).toContain('"auth":"secret-verified","in":1,"sent":1')
})

it('says what to set when it cannot start', async () => {
  const { output } = start({ SOURCE_SHARED_SECRET: 'token' })
  expect(await output).toBe('[BAD_SETTING] writeKey must be the write key of a Segment source.\n')
})
