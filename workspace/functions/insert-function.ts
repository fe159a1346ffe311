/** An insert function in front of a destination: after the trigger, before the mapping. */
import type { Clock } from '../clock'
import type { Connection, Delivered, DeliveryResult } from '../delivery/connection'
import { LIMITS } from '../limits'
import type { SegmentCall } from '../segment-call'
import { eventNotSupported, handlerFor } from './event-handler'
import { describeError } from './function-errors'
import { createFunctionPool } from './function-pool'
import { createRealm, type Realm } from './function-realm'
import { statusOfError } from './function-status'

export interface InsertFunctionOptions {
  name: string
  script: string
  settings: Readonly<Record<string, unknown>>
  clock: Clock
  timeoutMs?: number
}

type Inserted = { call: SegmentCall } | { result: DeliveryResult }

export function withInsertFunction(
  connection: Connection,
  options: InsertFunctionOptions,
): Connection {
  const { name, script, clock } = options
  const create = () => createRealm({ name, script, elapsedMs: clock.elapsedMs })
  create()
  const pool = createFunctionPool(create, { warm: true })
  return {
    ...connection,
    async deliver(calls): Promise<Delivered> {
      const inserted = await pool.use(async (realm) => {
        const all: Inserted[] = []
        for (const call of calls) all.push(await insert(realm, call, options))
        return all
      })
      const passed = inserted.flatMap((one) => ('call' in one ? [one.call] : []))
      const delivered =
        passed.length === 0 ? { results: [], exchanges: [] } : await connection.deliver(passed)
      const results = [...delivered.results]
      return {
        exchanges: delivered.exchanges,
        results: inserted.map((one) =>
          'result' in one ? one.result : (results.shift() ?? { httpStatus: 500 }),
        ),
      }
    },
  }
}

async function insert(
  realm: Realm,
  call: SegmentCall,
  { settings, timeoutMs = LIMITS.functionTimeout.value }: InsertFunctionOptions,
): Promise<Inserted> {
  const sink = { timeoutMs, log: () => {}, emit: () => {} }
  try {
    const handler = handlerFor(call)
    if (handler === undefined || !realm.has(handler)) throw eventNotSupported(call)
    const returned = await realm.run(handler, [realm.copy(call), realm.copy(settings)], sink)
    if (typeof returned === 'object' && returned !== null) {
      return { call: JSON.parse(JSON.stringify(returned)) }
    }
    // What returns nothing filters the event out.
    return { result: { httpStatus: 200, dropped: true, reason: 'InsertFunction' } }
  } catch (thrown) {
    const { name, message } = describeError(thrown)
    if (name !== 'DropEvent') return { result: statusOfError(thrown) }
    return { result: { httpStatus: 200, dropped: true, reason: 'DropEvent', detail: message } }
  }
}
