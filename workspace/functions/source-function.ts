/** Runs a source function for a request, with Segment's limits and its schedule of retries. */
import type { Clock } from '../clock'
import { LIMITS } from '../limits'
import type { FunctionRun } from '../records'
import { describeError } from './function-errors'
import { createFunctionPool } from './function-pool'
import { createRealm, type Realm } from './function-realm'
import { createFunctionRequest, type HostMode, type IncomingRequest } from './function-request'
import type { EmittedCall } from './segment-global'

export interface SourceFunctionOptions {
  name: string
  script: string
  settings: Readonly<Record<string, unknown>>
  mode: HostMode
  clock: Clock
  /** Real time after which a run is stopped; by default what Segment documents. */
  timeoutMs?: number
}

export interface SourceFunction {
  /** One run. Throws nothing: what the function threw is in the result. */
  run(request: IncomingRequest): Promise<{ run: FunctionRun; calls: EmittedCall[] }>
  /** The wait before attempt number `attempt` (the second is 2), in accelerated ms. */
  waitMs(attempt: number): number
}

/** Errors after which Segment runs the function again for the same request. */
const RETRIED = new Set(['RetryError', 'Timeout'])

export function createSourceFunction(options: SourceFunctionOptions): SourceFunction {
  const { name, script, clock, mode, settings } = options
  const timeoutMs = options.timeoutMs ?? LIMITS.functionTimeout.value
  const create = () => createRealm({ name, script, elapsedMs: clock.elapsedMs })
  const pool = createFunctionPool(create, { warm: mode === 'deployed' })

  async function runIn(realm: Realm, incoming: IncomingRequest) {
    const startedMs = performance.now()
    const at = new Date(clock.nowMs()).toISOString()
    const log = createLog(mode)
    const calls: EmittedCall[] = []
    const finish = (rest: Pick<FunctionRun, 'outcome' | 'error'>) => ({
      run: {
        at,
        durationMs: performance.now() - startedMs,
        logs: log.lines,
        // Events of a run that failed are not sent on: what production does with them is not published.
        emitted: rest.outcome === 'done' ? calls.length : 0,
        ...rest,
      },
      calls: rest.outcome === 'done' ? calls : [],
    })
    try {
      if (!realm.has('onRequest')) throw missingHandler()
      const request = createFunctionRequest(incoming, mode, realm.copy)
      const sink = { timeoutMs, log: log.write, emit: (call: EmittedCall) => calls.push(call) }
      await realm.run('onRequest', [request, realm.copy(settings)], sink)
      return finish({ outcome: 'done' })
    } catch (thrown) {
      const error = describeError(thrown)
      return finish({ outcome: RETRIED.has(error.name) ? 'retry' : 'discarded', error })
    }
  }

  return {
    async run(incoming) {
      try {
        return await pool.use((realm) => runIn(realm, incoming))
      } catch (thrown) {
        // The script itself does not load, so there was no instance to run it in.
        const at = new Date(clock.nowMs()).toISOString()
        const error = describeError(thrown)
        return {
          run: { at, durationMs: 0, outcome: 'discarded', error, logs: [], emitted: 0 },
          calls: [],
        }
      }
    },
    waitMs: functionWaitMs,
  }
}

/** Between 1 and 3 minutes, then longer each time, at most 20 minutes. */
export function functionWaitMs(attempt: number): number {
  const { functionFirstWait, functionFirstWaitMax, functionWaitFactor, functionWaitMax } = LIMITS
  const first = (functionFirstWait.value + functionFirstWaitMax.value) / 2
  return Math.min(functionWaitMax.value, first * functionWaitFactor.value ** (attempt - 2))
}

function missingHandler(): Error {
  const error = new Error('The script has no top-level function "onRequest".')
  error.name = 'EventNotSupported'
  return error
}

/** The tester keeps the first 4 KB of a log. */
function createLog(mode: HostMode): { lines: string[]; write(line: string): void } {
  const lines: string[] = []
  let leftBytes = mode === 'tester' ? LIMITS.testerLog.value : Number.POSITIVE_INFINITY
  return {
    lines,
    write(line) {
      if (leftBytes <= 0) return
      const bytes = Buffer.from(line)
      lines.push(bytes.length <= leftBytes ? line : bytes.subarray(0, leftBytes).toString())
      leftBytes -= bytes.length
    },
  }
}
