/** A destination function as a way for events: its handlers, its batches, its errors. */
import { isRecord } from '../../platforms/is-record'
import type { Clock } from '../clock'
import type { Batching, Connection, Delivered, DeliveryResult } from '../delivery/connection'
import { LIMITS } from '../limits'
import type { SegmentCall } from '../segment-call'
import { eventNotSupported, handlerFor } from './event-handler'
import { createFunctionPool } from './function-pool'
import { createRealm, type Realm } from './function-realm'
import { statusOfError } from './function-status'
import { createRecordingFetch, type RecordingFetch } from './recording-fetch'

export interface DestinationFunctionOptions {
  id: string
  name: string
  script: string
  settings: Readonly<Record<string, unknown>>
  clock: Clock
  timeoutMs?: number
}

/** What the `integrations` object calls it: name and workspace. */
const WORKSPACE_NAME = 'Local'

type Instance = { realm: Realm; recording: RecordingFetch }

export function createDestinationFunction(options: DestinationFunctionOptions): Connection {
  const { id, name } = options
  const instances = new WeakMap<Realm, RecordingFetch>()
  const create = (): Realm => {
    const { realm, recording } = createInstance(options)
    instances.set(realm, recording)
    return realm
  }
  // Made at once, so that a script that does not load is refused when it is added.
  const hasBatch = create().has('onBatch')
  const pool = createFunctionPool(create, { warm: true })
  const batching: Batching = {
    size: LIMITS.functionBatchSize.value,
    bytes: LIMITS.batchBytes.value,
    waitMs: LIMITS.functionBatchWait.value,
    groupOf: () => '',
  }
  return {
    destinationId: id,
    action: 'function',
    integrationName: `${name} (${WORKSPACE_NAME})`,
    // A type without a handler is an error that Segment shows, and not a trigger that does not match.
    matches: () => true,
    ...(hasBatch ? { batching } : {}),
    deliver: (calls) =>
      pool.use(async (realm) => {
        const results = await run(realm, calls, hasBatch, options)
        return { results, exchanges: instances.get(realm)?.take() ?? [] } satisfies Delivered
      }),
  }
}

function createInstance({ name, script, clock }: DestinationFunctionOptions): Instance {
  const recording = createRecordingFetch()
  const { fetch } = recording
  return { recording, realm: createRealm({ name, script, elapsedMs: clock.elapsedMs, fetch }) }
}

async function run(
  realm: Realm,
  calls: readonly SegmentCall[],
  asBatch: boolean,
  { settings, timeoutMs = LIMITS.functionTimeout.value }: DestinationFunctionOptions,
): Promise<DeliveryResult[]> {
  const sink = { timeoutMs, log: () => {}, emit: () => {} }
  const values = realm.copy(settings)
  try {
    if (asBatch) {
      const answer = await realm.run('onBatch', [realm.copy(calls), values], sink)
      return readBatchAnswer(answer, calls.length)
    }
    const [call] = calls
    if (call === undefined) return []
    const handler = handlerFor(call)
    if (handler === undefined || !realm.has(handler)) throw eventNotSupported(call)
    await realm.run(handler, [realm.copy(call), values], sink)
    return [{ httpStatus: 200 }]
  } catch (thrown) {
    return calls.map(() => statusOfError(thrown))
  }
}

/**
 * `[{status, errormessage}]` in the order of the events; without an answer all of them succeeded.
 * What an answer of another length means is not published: the events that it leaves out fail here.
 * https://segment.com/docs/connections/functions/destination-functions/#batching-the-destination-function
 */
function readBatchAnswer(answer: unknown, count: number): DeliveryResult[] {
  const items = isArrayLike(answer) ? Array.from(answer) : undefined
  return Array.from({ length: count }, (_, index) => {
    if (items === undefined) return { httpStatus: 200 }
    const item: unknown = items[index]
    if (!isRecord(item) || typeof item.status !== 'number') {
      const detail = `onBatch returned no status for event ${index}`
      return { httpStatus: 400, reason: 'BAD_BATCH_ANSWER', detail }
    }
    return resultOf(item.status, item.errormessage)
  })
}

function resultOf(httpStatus: number, errormessage: unknown): DeliveryResult {
  const detail = typeof errormessage === 'string' && errormessage !== '' ? errormessage : undefined
  const reason = /^\[([A-Z_]+)\]/.exec(detail ?? '')?.[1]
  return {
    httpStatus,
    ...(reason === undefined ? {} : { reason }),
    ...(detail === undefined ? {} : { detail }),
  }
}

/** An array of the function's realm is no `Array` of this one. */
function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value)
}
