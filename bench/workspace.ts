/** 100,000 events through a source function, the pipeline and a destination: all accounted, memory flat. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { destinations } from '../destination'
import { createWorkspace, type Workspace } from '../workspace'
import type { BenchResult } from './bench-result'

const EVENTS = 100_000
const ITEMS = 100
const UNITS = 5_000
/** Webhooks under way at once, as a platform with several workers sends them. */
const SENDERS = 4
const WARM_UP = 40_000
const SECRET = 'bench-shared-secret'

/** An experiment exposure as Statsig documents it. https://docs.statsig.com/integrations/event_webhook */
function exposure(index: number): Record<string, unknown> {
  const userID = `user-${index % UNITS}`
  return {
    eventName: 'statsig::experiment_exposure',
    user: { userID, country: 'US' },
    userID,
    timestamp: 1_644_520_566_969 + index,
    value: '',
    metadata: { config: 'checkout', ruleID: 'r', experimentGroupName: index % 2 ? 'A' : 'B' },
    timeUUID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    unitID: 'userID',
  }
}

function heapMb(collect: () => void): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}

/** What any pipeline has to do at least: read each event and write it. */
function floorMs(): number {
  const startedMs = process.cpuUsage()
  for (let from = 0; from < EVENTS; from += ITEMS) {
    const text = JSON.stringify(Array.from({ length: ITEMS }, (_, i) => exposure(from + i)))
    JSON.stringify(JSON.parse(text))
  }
  return cpuMs(startedMs)
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

async function sendAll(workspace: Workspace, from: number, to: number): Promise<void> {
  let next = from
  const work = async () => {
    for (let start = next; start < to; start = next) {
      next += ITEMS
      const body = Array.from({ length: ITEMS }, (_, i) => exposure(start + i))
      await workspace.send('hook', body, { query: { token: SECRET } })
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, work))
  await workspace.waitForIdle(600_000)
}

export default async function bench(): Promise<readonly BenchResult[]> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const dataFolder = mkdtempSync(join(tmpdir(), 'bench-'))
  // Another platform than the webhook's: its own events would be held back there.
  const definition = destinations.launchdarkly
  if (definition === undefined) throw new Error('There is no LaunchDarkly destination.')
  const workspace = await createWorkspace({
    dataFolder,
    timeScale: 10_000,
    sources: [
      {
        id: 'hook',
        sourceFunction: {
          file: join(__dirname, '../dist/functions/source.js'),
          settings: { platform: 'statsig', sharedSecret: SECRET },
        },
      },
    ],
    destinations: [{ definition, standIn: 'launchdarkly' }],
  })
  try {
    await sendAll(workspace, 0, WARM_UP)
    const warmMb = heapMb(collect)
    const startedMs = performance.now()
    const cpu = process.cpuUsage()
    await sendAll(workspace, WARM_UP, EVENTS)
    const share = (EVENTS - WARM_UP) / EVENTS
    const tookMs = performance.now() - startedMs
    const usedMs = cpuMs(cpu)
    const grownMb = heapMb(collect) - warmMb
    return results(workspace, { tookMs, usedMs, grownMb, warmMb, share })
  } finally {
    await workspace.stop()
    rmSync(dataFolder, { recursive: true })
  }
}

interface Measured {
  tookMs: number
  usedMs: number
  grownMb: number
  warmMb: number
  share: number
}

function results(workspace: Workspace, measured: Measured): BenchResult[] {
  const { tookMs, usedMs, grownMb, warmMb, share } = measured
  const delivered = workspace.deliveries()
  const sent = delivered.filter(({ status }) => status === 'sent').length
  const unaccounted =
    EVENTS - sent + Math.abs(workspace.platform('launchdarkly').counts().event - sent)
  return [
    {
      name: 'events sent that are not at the platform, of 100,000',
      value: unaccounted,
      unit: 'events',
      limit: 0,
    },
    {
      name: 'heap grown in the last 60,000 events',
      value: grownMb,
      unit: 'MB',
      limit: 10,
      note: `after warm-up it was ${warmMb.toFixed(0)} MB; records are in the store`,
    },
    {
      name: 'CPU per event ÷ JSON.parse + JSON.stringify',
      value: usedMs / (floorMs() * share),
      unit: '×',
      note: 'function, validation, mapping, delivery, stand-in and two HTTP hops, in one process',
    },
    { name: 'throughput, 4 senders', value: ((EVENTS * share) / tookMs) * 1000, unit: 'events/s' },
  ]
}
