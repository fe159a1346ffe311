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
const ROUNDS = 20
const SINGLE_CONCURRENCY = 8
/** More units than the memory of delivered changes holds, so that it is full when memory is measured. */
const FILL_ROUNDS = 52

let delivered = 0

export interface Measurement {
  cpuUsPerEvent: number
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

function mappingOf(subject: Subject, definition: ReturnType<Subject['load']>): JSONObject {
  const fields = definition.actions[subject.action]?.fields ?? {}
  const entries = Object.entries(fields).flatMap(([key, field]) =>
    field?.default === undefined ? [] : [[key, field.default]],
  )
  const mapping = Object.fromEntries(entries) as JSONObject
  // The one field that a customer has to fill in by hand.
  if ('personas_audience_key' in fields) mapping.personas_audience_key = 'big_spenders'
  return mapping
}

async function main(name: string, port: number): Promise<void> {
  redirect(port)
  const subject = subjects.find((candidate) => candidate.name === name)
  if (subject === undefined) throw new Error(`There is no subject ${name}.`)
  // A peer runs on the actions-core that it was published with.
  const from = subject.side === 'peer' ? join(__dirname, '../peers/package.json') : __filename
  const core = createRequire(from)('@segment/actions-core') as {
    Destination: typeof Destination
  }
  const definition = subject.load()
  const destination = new core.Destination<JSONObject>(
    definition as DestinationDefinition<JSONObject>,
  )
  const subscription = {
    partnerAction: subject.action,
    subscribe: 'type = "track"',
    mapping: mappingOf(subject, definition),
  }
  const settings = { ...subject.settings, subscriptions: [subscription] } as unknown as JSONObject
  const round = (index: number) => runRound(destination, subject, settings, index)

  await round(0)
  let cpuUsPerEvent = Number.POSITIVE_INFINITY
  let ok = 0
  const rounds = subject.batchSize === undefined ? 5 : ROUNDS
  for (let i = 1; i <= rounds; i++) {
    const events = eventsOf(subject.events, EVENTS, i)
    globalThis.gc?.()
    const before = process.cpuUsage()
    ok = await deliver(destination, subject, settings, events)
    const { user, system } = process.cpuUsage(before)
    cpuUsPerEvent = Math.min(cpuUsPerEvent, (user + system) / EVENTS)
  }
  const retained = await retainedPerEvent(subject, round, rounds)
  const measurement: Measurement = {
    cpuUsPerEvent,
    retainedBytesPerEvent: retained,
    okShare: ok / EVENTS,
    delivered,
  }
  console.log(JSON.stringify(measurement))
}

async function retainedPerEvent(
  subject: Subject,
  round: (index: number) => Promise<unknown>,
  done: number,
): Promise<number> {
  const rounds = subject.batchSize === undefined ? 2 : FILL_ROUNDS
  for (let i = 1; i <= rounds; i++) await round(done + i)
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  for (let i = 1; i <= rounds; i++) await round(done + rounds + i)
  globalThis.gc?.()
  return (process.memoryUsage().heapUsed - before) / (rounds * EVENTS)
}

/** Units of their own in every round, as in a stream of audiences. */
async function runRound(
  destination: Destination,
  subject: Subject,
  settings: JSONObject,
  index: number,
): Promise<number> {
  const events = eventsOf(subject.events, EVENTS, index).map((event) => ({
    ...event,
    userId: `${event.userId}-${index}`,
  }))
  return deliver(destination, subject, settings, events)
}

/** @returns how many events were reported as delivered */
async function deliver(
  destination: Destination,
  subject: Subject,
  settings: JSONObject,
  events: SegmentEvent[],
): Promise<number> {
  delivered += events.length
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
