/** What the built source function costs above reading the body and writing the calls, per platform. */
import { join } from 'node:path'
import { createContext, Script } from 'node:vm'
import { canonicalJson } from '../platforms/canonical-json'
import { platforms } from '../platforms/index'
import { functionScript } from '../scripts/build/function-script'
import { functionGlobals, loadFunction, wrapped } from '../scripts/build/load-function'
import type { FunctionRequest } from '../source-function/create-source-function'
import { webhookFixtures } from '../testing/webhook-fixtures'
import type { Bench, BenchResult } from './bench-result'

const BODY_BYTES = 512 * 1024
const WARM_UP = 20
const BLOCKS = 16
/** Batches in a row, so that each side pays for collecting its own garbage. */
const BLOCK = 10

const bench: Bench = async () => {
  const root = join(__dirname, '..')
  const source = await functionScript({
    entry: join(root, 'source-function/on-request.ts'),
    faces: ['webhook'],
    outfile: join(root, 'dist/functions/source.js'),
  })
  const results: BenchResult[] = []
  for (const { id } of platforms.filter(({ webhook }) => webhook !== undefined)) {
    for (const eventForm of ['native', 'both']) {
      results.push(await cpuRatio(source, id, eventForm))
    }
  }
  results.push({ name: 'bundle', value: source.length / 1024, unit: 'KiB unminified', limit: 60 })
  results.push(coldStart(source))
  return results
}

async function cpuRatio(source: string, id: string, eventForm: string): Promise<BenchResult> {
  let calls: unknown[] = []
  const onRequest = loadFunction(source, { emit: (call) => calls.push(call) })
  // As a deployed function gets it: Segment alphabetises.
  const text = canonicalJson(batchOf(id))
  const settings = { sharedSecret: 't', platform: id, eventForm }
  const request: FunctionRequest = {
    json: () => JSON.parse(text),
    text: () => text,
    headers: { get: () => null },
    url: 'https://fn.example/?token=t',
  }
  const ours = async () => {
    calls = []
    await onRequest(request, settings)
  }
  await ours()
  const emitted = calls
  const floor = async () => [JSON.parse(text), JSON.stringify(emitted)]
  // Segment keeps the module between invocations; its first one is measured by itself below.
  for (let round = 0; round < WARM_UP; round++) {
    await ours()
    await floor()
  }
  // The two sides alternate, so that what else the machine does falls on both.
  const times: { ours: number[]; floor: number[] } = { ours: [], floor: [] }
  for (let block = 0; block < BLOCKS; block++) {
    times.ours.push(await cpuMs(ours))
    times.floor.push(await cpuMs(floor))
  }
  const [cost, least] = [median(times.ours), median(times.floor)]
  return {
    name: `${id}, ${eventForm}: CPU of a 512 KiB batch ÷ JSON.parse + JSON.stringify`,
    value: cost / least,
    unit: '×',
    limit: 2.5,
    note: `${((cost * 1000) / emitted.length).toFixed(1)} µs per event emitted, of ${emitted.length}`,
  }
}

/** Items of the recorded bodies, over and over, each with a time of its own. */
function batchOf(id: string): unknown[] {
  const face = platforms.find((platform) => platform.id === id)?.webhook
  const kinds = webhookFixtures(id).flatMap(({ body }) => face?.split(body) ?? [])
  const good = kinds.filter((item) => !('status' in (face?.parse(item, {}) ?? { status: '' })))
  const items: unknown[] = []
  for (let bytes = 2, n = 0; ; n++) {
    const item = good[n % good.length]
    bytes += JSON.stringify(item).length + 1
    if (bytes > BODY_BYTES) return items
    items.push(item)
  }
}

/** Of one batch, on average over a block. */
async function cpuMs(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (let batch = 0; batch < BLOCK; batch++) await run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / BLOCK
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Load and first event in fresh contexts, less the same for a function that does nothing. */
function coldStart(source: string): BenchResult {
  const empty = 'async function onRequest() {}'
  const extraMs: number[] = []
  for (let round = 0; round < 15; round++) {
    extraMs.push(firstEventMs(source, round) - firstEventMs(empty, round))
  }
  return {
    name: 'load and first event in a fresh context, above an empty function',
    value: median(extraMs),
    unit: 'ms',
    limit: 10,
  }
}

function firstEventMs(source: string, round: number): number {
  const body = webhookFixtures('statsig').find(({ name }) => name === 'batch')?.body
  const context = createContext(functionGlobals({ emit: () => undefined }))
  const request = {
    json: () => body,
    text: () => '',
    headers: { get: () => null },
    url: 'https://fn.example/?token=t',
  }
  Object.assign(context, { request, settings: { sharedSecret: 't' } })
  // A line of its own keeps V8 from reusing the compiled code of the round before.
  const code = `${wrapped(source)}(request, settings) // ${round} ${Math.random()}`
  const start = performance.now()
  new Script(code).runInContext(context)
  return performance.now() - start
}

export default bench
