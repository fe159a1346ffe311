/** One warm instance of a function: its script in a realm of its own, with the documented globals only. */
import vm from 'node:vm'
import type fetch from 'node-fetch'
import { isRecord } from '../../platforms/is-record'
import { createFunctionCache } from './function-cache'
import { FUNCTION_ERRORS_SCRIPT } from './function-errors'
import { addLibraries } from './function-libraries'
import { createSegmentGlobal, type EmittedCall } from './segment-global'

/** Every handler that Segment looks for. */
export const HANDLERS = [
  'onRequest',
  'onIdentify',
  'onTrack',
  'onPage',
  'onScreen',
  'onGroup',
  'onAlias',
  'onDelete',
  'onBatch',
] as const

export type Handler = (typeof HANDLERS)[number]

export interface RealmOptions {
  /** Name in stack traces. */
  name: string
  script: string
  elapsedMs(): number
  fetch?: typeof fetch
}

export interface Realm {
  has(handler: Handler): boolean
  /** Runs a handler. `arguments_` that are plain data are copied into the realm. */
  run(handler: Handler, arguments_: readonly unknown[], sink: RunSink): Promise<unknown>
  /** An array or object of the realm itself, so that `instanceof Array` holds there. */
  copy(value: unknown): unknown
}

export interface RunSink {
  timeoutMs: number
  log(line: string): void
  emit(call: EmittedCall): void
}

type Handlers = Partial<Record<Handler, (...arguments_: unknown[]) => unknown>>

export function createRealm(options: RealmOptions): Realm {
  let sink: RunSink | undefined
  const context = vm.createContext({}, { name: options.name })
  const parse = vm.runInContext('JSON.parse', context) as (text: string) => unknown
  const errors = vm.runInContext(FUNCTION_ERRORS_SCRIPT, context)
  const globals = vm.runInContext('globalThis', context) as Record<string, unknown>
  addLibraries(globals, options.fetch === undefined ? {} : { fetch: options.fetch })
  Object.assign(globals, errors, {
    console: createConsole((line) => sink?.log(line)),
    cache: createFunctionCache(options.elapsedMs),
    Segment: createSegmentGlobal(errors.ValidationError, (call) => sink?.emit(call)),
  })
  const handlers = load(options, context)

  return {
    has: (handler) => typeof handlers[handler] === 'function',
    copy: (value) => (value === undefined ? undefined : parse(JSON.stringify(value))),
    async run(handler, arguments_, runSink) {
      sink = runSink
      try {
        const start = () => handlers[handler]?.(...arguments_)
        return await withTimeout(runSync(context, start, runSink.timeoutMs), runSink.timeoutMs)
      } finally {
        // What a run does after its end belongs to nobody.
        if (sink === runSink) sink = undefined
      }
    },
  }
}

/**
 * Segment wraps the script in a function whose parameters are the handlers, so a handler declared
 * with `const` or `let` fails here as it does there.
 * https://github.com/segmentio/functions-library/tree/master/buildpack/boreal
 */
function load(options: RealmOptions, context: vm.Context): Handlers {
  const exported = HANDLERS.map((handler) => `__exports.${handler} = ${handler};`).join('')
  const wrapped = `(function (__exports, ${HANDLERS.join(', ')}) {${options.script}\n;${exported}})`
  const script = new vm.Script(wrapped, { filename: options.name })
  const handlers: Handlers = {}
  script.runInContext(context)(handlers)
  return handlers
}

/** Starts a handler inside the realm, so that a loop that never ends is stopped too. */
function runSync(context: vm.Context, start: () => unknown, timeoutMs: number): unknown {
  const key = '__workspaceRun'
  Object.defineProperty(context, key, { value: start, configurable: true, enumerable: false })
  try {
    return vm.runInContext(`${key}()`, context, { timeout: timeoutMs })
  } catch (error) {
    const timedOut = isRecord(error) && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    throw timedOut ? timeoutError(timeoutMs) : error
  } finally {
    Reflect.deleteProperty(context, key)
  }
}

function withTimeout(running: unknown, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(timeoutError(timeoutMs)), timeoutMs)
    Promise.resolve(running)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}

function timeoutError(timeoutMs: number): Error {
  const error = new Error(`The function did not end within ${timeoutMs} ms.`)
  error.name = 'Timeout'
  return error
}

function createConsole(
  write: (line: string) => void,
): Record<string, (...parts: unknown[]) => void> {
  const log = (...parts: unknown[]) => write(parts.map(textOfPart).join(' '))
  return { log, info: log, warn: log, error: log, debug: log }
}

function textOfPart(part: unknown): string {
  if (typeof part === 'string') return part
  if (part instanceof Error || Object.prototype.toString.call(part) === '[object Error]') {
    return String(part)
  }
  try {
    return JSON.stringify(part) ?? String(part)
  } catch {
    return String(part)
  }
}
