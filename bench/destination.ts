/**
 * Requests, bytes and CPU of our destinations beside Segment's own and beside a floor: the same
 * fields, one POST, one node for each event. One process for each, the same server for all.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { BenchResult } from './bench-result'
import { type Subject, subjects } from './destination/subjects'
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
        `${row.retainedBytesPerEvent.toFixed(1)} B kept`.padStart(16),
        `${(row.okShare * 100).toFixed(0)} % ok`.padStart(9),
      ].join(''),
    )
  }
  return rows.flatMap((row) => resultsOf(row, rows))
}

function resultsOf(row: Row, rows: readonly Row[]): BenchResult[] {
  const { subject, requestsPer1000, bytesPerEvent, cpuUsPerEvent, retainedBytesPerEvent } = row
  const name = (what: string) => `${subject.name}: ${what}`
  const shared: BenchResult[] = [
    { name: name('requests'), value: requestsPer1000, unit: 'requests per 1,000 events' },
    { name: name('body'), value: bytesPerEvent, unit: 'bytes per event' },
    { name: name('CPU'), value: cpuUsPerEvent, unit: 'µs per event' },
  ]
  const floor = rows.find((other) => other.subject.name === subject.floor)
  if (floor === undefined) return shared
  return [
    ...shared,
    {
      name: name('CPU ÷ floor'),
      value: cpuUsPerEvent / floor.cpuUsPerEvent,
      unit: '×',
      limit: 1.5,
      note: 'aim 1.2',
    },
    { name: name('retained'), value: retainedBytesPerEvent, unit: 'bytes per event', limit: 5 },
  ]
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
  const server = createServer((request, response) => {
    counts.requests += 1
    request.on('data', (chunk: Buffer) => {
      counts.bytes += chunk.length
    })
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{}')
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
