/**
 * Requests, bytes and CPU of our destinations beside Segment's own and beside a floor: the same
 * fields, one POST, one node for each event. One process for each, the same server for all.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transform } from 'esbuild'
import { platforms } from '../platforms'
import { destinationFunction } from '../scripts/build/destination-functions'
import type { BenchResult } from './bench-result'
import { exampleSettings, type Subject, subjects } from './destination/subjects'
import type { Measurement } from './destination/worker'

const peersFolder = join(__dirname, 'peers')
const tsNode = join(__dirname, '../node_modules/ts-node/dist/bin.js')

interface Row extends Measurement {
  subject: Subject
  requestsPer1000: number
  bytesPerEvent: number
}

export default async function destination(): Promise<BenchResult[]> {
  installPeers()
  const rows: Row[] = []
  for (const subject of subjects) {
    const row = await measure(subject)
    rows.push(row)
    console.log(
      [
        subject.name.padEnd(52),
        `${row.requestsPer1000.toFixed(1)} req/1,000`.padStart(18),
        `${row.bytesPerEvent.toFixed(0)} B/event`.padStart(14),
        `${row.cpuUsPerEvent.toFixed(1)} µs/event`.padStart(18),
        `floor ${row.floorUsPerEvent?.toFixed(1) ?? '–'}`.padStart(12),
        `${row.retainedBytesPerEvent.toFixed(1)} B kept`.padStart(16),
        `${(row.okShare * 100).toFixed(0)} % ok`.padStart(9),
      ].join(''),
    )
  }
  return [...rows.flatMap(resultsOf), ...(await functionResults())]
}

function resultsOf(row: Row): BenchResult[] {
  // What was not delivered was not measured: the line above says so.
  if (row.okShare < 1) return []
  const { subject, requestsPer1000, bytesPerEvent, cpuUsPerEvent, retainedBytesPerEvent } = row
  const name = (what: string) => `${subject.name}: ${what}`
  const shared: BenchResult[] = [
    { name: name('requests'), value: requestsPer1000, unit: 'requests per 1,000 events' },
    { name: name('body'), value: bytesPerEvent, unit: 'bytes per event' },
    { name: name('CPU'), value: cpuUsPerEvent, unit: 'µs per event' },
  ]
  const { floorUsPerEvent } = row
  if (floorUsPerEvent === undefined) return shared
  return [
    ...shared,
    {
      name: name('CPU ÷ floor'),
      value: cpuUsPerEvent / floorUsPerEvent,
      unit: '×',
      limit: 1.5,
      note: 'aim 1.2',
    },
    { name: name('retained'), value: retainedBytesPerEvent, unit: 'bytes per event', limit: 5 },
  ]
}

/** Segment starts a fresh context for a function; the median of nine fresh processes. */
async function functionResults(): Promise<BenchResult[]> {
  const root = join(__dirname, '..')
  const results: BenchResult[] = []
  for (const { id, name, settings } of functionsToStart()) {
    const script = await destinationFunction(root, id)
    const { code } = await transform(script, { minify: true })
    const file = join(mkdtempSync(join(tmpdir(), 'cold-start-')), 'function.js')
    writeFileSync(file, script)
    const args = [tsNode, join(__dirname, 'destination/cold-start.ts'), file, settings]
    const runs = Array.from(
      { length: 9 },
      () => JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout) as number[],
    )
    results.push(
      {
        name: `${name} function: minified`,
        value: Buffer.byteLength(code),
        unit: 'bytes',
        limit: 64 * 1024,
      },
      {
        name: `${name} function: load and first event`,
        value: medianOf(runs.map(([wallMs = 0]) => wallMs)),
        unit: 'ms',
        limit: 30,
      },
      {
        name: `${name} function: load and first event, CPU`,
        value: medianOf(runs.map(([, cpuMs = 0]) => cpuMs)),
        unit: 'ms',
        limit: 30,
        note: 'what the line above is on a machine with nothing else to do',
      },
    )
  }
  return results
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

function functionsToStart(): { id: string; name: string; settings: string }[] {
  return platforms
    .filter(({ events, lists }) => events ?? lists)
    .map((platform) => {
      const settings = JSON.stringify(exampleSettings(platform))
      return { id: platform.id, name: platform.name, settings }
    })
}

/** Segment's destinations are for this comparison only, so the project never installs them. */
function installPeers(): void {
  if (existsSync(join(peersFolder, 'node_modules/@segment/action-destinations'))) return
  console.log('Installing the peers, once…')
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock']
  const { status } = spawnSync('npm', args, {
    cwd: peersFolder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0)
    throw new Error('The peers could not be installed. See the message of npm above.')
}

async function measure(subject: Subject): Promise<Row> {
  const counts = { requests: 0, bytes: 0 }
  const answer = JSON.stringify(subject.answer ?? {})
  const server = createServer((request, response) => {
    const isFloor = request.headers['x-floor'] !== undefined
    counts.requests += isFloor ? 0 : 1
    request.on('data', (chunk: Buffer) => {
      counts.bytes += isFloor ? 0 : chunk.length
    })
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const measurement = await runWorker(subject.name, port)
    const per = (total: number) => total / measurement.delivered
    return {
      ...measurement,
      subject,
      requestsPer1000: per(counts.requests) * 1_000,
      bytesPerEvent: per(counts.bytes),
    }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function runWorker(name: string, port: number): Promise<Measurement> {
  const args = ['--expose-gc', tsNode, join(__dirname, 'destination/worker.ts'), name, `${port}`]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      const line = output.trim().split('\n').at(-1) ?? ''
      if (code === 0) resolve(JSON.parse(line))
      else reject(new Error(`${name} could not be measured.`))
    })
  })
}
