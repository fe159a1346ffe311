/** Measures one subject in a process of its own; prints a line of JSON. */
import http from 'node:http'
import https from 'node:https'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type {
  Destination,
  DestinationDefinition,
  JSONObject,
  SegmentEvent,
} from '@segment/actions-core'
import { eventsOf } from './events'
import { type Subject, subjects } from './subjects'

const EVENTS = 1_000
/** Batches of each side that are timed, in turns. */
const ROUNDS = 100
const SINGLE_CONCURRENCY = 8
/** More units than the memory of delivered changes holds, so that it is full when memory is measured. */
const FILL_ROUNDS = 52

/** Events that were handed to the subject itself. */
let counted = 0

export interface Measurement {
  cpuUsPerEvent: number
  /** Of the floor, measured in turns with ours. */
  floorUsPerEvent?: number
  retainedBytesPerEvent: number
  okShare: number
  /** Events that the process handed to the destination in all. */
  delivered: number
}

/** Everything goes to the loopback server: sockets and HTTP are real, only TLS is missing. */
function redirect(port: number): void {
  https.request = ((options: object, callback?: () => void) =>
    http.request(
      { ...options, protocol: 'http:', host: '127.0.0.1', hostname: '127.0.0.1', port },
      callback,
    )) as typeof https.request
}

function mappingOf(subject: Subject, definition: DestinationDefinition): JSONObject {
  const fields = definition.actions[subject.action]?.fields ?? {}
  const entries = Object.entries(fields).flatMap(([key, field]) =>
    field?.default === undefined ? [] : [[key, field.default]],
  )
  const mapping = Object.fromEntries(entries) as JSONObject
  // The one field that a customer has to fill in by hand.
  if ('personas_audience_key' in fields) mapping.personas_audience_key = 'big_spenders'
  return mapping
}

interface Target {
  destination: Destination<JSONObject>
  settings: JSONObject
}

function targetOf(subject: Subject, definition: DestinationDefinition): Target {
  // A peer runs on the actions-core that it was published with.
  const from = subject.side === 'peer' ? join(__dirname, '../peers/package.json') : __filename
  const core = createRequire(from)('@segment/actions-core') as { Destination: typeof Destination }
  const subscription = {
    partnerAction: subject.action,
    subscribe: 'type = "track"',
    mapping: mappingOf(subject, definition),
  }
  return {
    destination: new core.Destination<JSONObject>(definition as DestinationDefinition<JSONObject>),
    settings: { ...subject.settings, subscriptions: [subscription] } as unknown as JSONObject,
  }
}

async function main(name: string, port: number): Promise<void> {
  redirect(port)
  const subject = subjects.find((candidate) => candidate.name === name)
  if (subject === undefined) throw new Error(`There is no subject ${name}.`)
  const target = targetOf(subject, subject.load())
  const floor = subject.floor === undefined ? undefined : targetOf(subject, subject.floor())
  const rounds = subject.batchSize === undefined ? 5 : ROUNDS
  // Short turns, because only they are left alone on a busy machine: one batch, where there are any.
  const size = subject.batchSize ?? EVENTS
  const makeEvents = (count: number, round: number) =>
    eventsOf(subject.events, count, round, subject.audienceSettings)
  await runRound(target, subject, 0)
  let cpuUsPerEvent = Number.POSITIVE_INFINITY
  let floorUsPerEvent = Number.POSITIVE_INFINITY
  let ok = 0
  for (let i = 1; i <= rounds; i++) {
    const measureOurs = async () => {
      const events = makeEvents(size, i)
      const { cpuUs, delivered } = await cpuOf(() => deliver(target, subject, events))
      ok = delivered
      cpuUsPerEvent = Math.min(cpuUsPerEvent, cpuUs / size)
    }
    const measureFloor = async () => {
      if (floor === undefined) return
      const uncounted = counted
      const events = makeEvents(size, i)
      const { cpuUs } = await cpuOf(() => deliver(floor, subject, events))
      counted = uncounted
      floorUsPerEvent = Math.min(floorUsPerEvent, cpuUs / size)
    }
    // In turns, each first as often as the other, so that a busy machine is unfair to both.
    const sides = i % 2 === 0 ? [measureOurs, measureFloor] : [measureFloor, measureOurs]
    for (const side of sides) await side()
  }
  const measurement: Measurement = {
    cpuUsPerEvent,
    ...(floor === undefined ? {} : { floorUsPerEvent }),
    retainedBytesPerEvent: await retainedPerEvent(target, subject, rounds),
    okShare: ok / size,
    delivered: counted,
  }
  console.log(JSON.stringify(measurement))
}

async function cpuOf(work: () => Promise<number>): Promise<{ cpuUs: number; delivered: number }> {
  globalThis.gc?.()
  const before = process.cpuUsage()
  const delivered = await work()
  const { user, system } = process.cpuUsage(before)
  return { cpuUs: user + system, delivered }
}

async function retainedPerEvent(target: Target, subject: Subject, done: number): Promise<number> {
  const rounds = subject.side === 'ours' && subject.batchSize === EVENTS ? FILL_ROUNDS : 2
  // Twice, because a full map still grows its table once while it forgets and learns.
  for (let i = 1; i <= 2 * rounds; i++) await runRound(target, subject, done + i)
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  for (let i = 1; i <= rounds; i++) await runRound(target, subject, done + 2 * rounds + i)
  globalThis.gc?.()
  return (process.memoryUsage().heapUsed - before) / (rounds * EVENTS)
}

/** Units of their own in every round, as in a stream of audiences. */
function runRound(target: Target, subject: Subject, index: number): Promise<number> {
  const made = eventsOf(subject.events, EVENTS, index, subject.audienceSettings)
  const events = made.map((event) => ({
    ...event,
    userId: `${event.userId}-${index}`,
  }))
  return deliver(target, subject, events)
}

/** @returns how many events were reported as delivered */
async function deliver(
  { destination, settings }: Target,
  subject: Subject,
  events: SegmentEvent[],
): Promise<number> {
  counted += events.length
  let ok = 0
  if (subject.batchSize === undefined) {
    const queue = [...events]
    const work = async () => {
      for (let event = queue.pop(); event !== undefined; event = queue.pop()) {
        const results = await destination.onEvent(event, settings)
        if (results.some(({ output }) => output === 'Action Executed')) ok += 1
      }
    }
    await Promise.all(Array.from({ length: SINGLE_CONCURRENCY }, work))
  } else {
    for (let from = 0; from < events.length; from += subject.batchSize) {
      const batch = events.slice(from, from + subject.batchSize)
      const results = await destination.onBatch(batch, settings)
      const nodes = results.flatMap(({ multistatus }) => multistatus ?? [])
      ok += nodes.filter(({ status }) => status === 200).length
    }
  }
  // actions-core keeps every response until its caller lets go.
  destination.responses.length = 0
  return ok
}

const [name = '', port = ''] = process.argv.slice(2)
main(name, Number(port)).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
