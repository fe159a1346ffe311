/** The source function on the globals that Segment documents; built to `dist/functions/source.js`. */
import type { ExperimentsError } from '../platforms/experiments-error'
import { platforms } from '../platforms/index'
import type { SettingValues } from '../platforms/setting'
import { createSourceFunction, type FunctionRequest } from './create-source-function'
import type { SegmentCall } from './segment-call'

type Emit = (call: Omit<SegmentCall, 'type'>) => void
type ErrorClass = new (message: string) => Error

// Bare names, because Segment does not say that its globals are properties of globalThis.
// https://segment.com/docs/connections/functions/runtime/
declare const Segment: Record<SegmentCall['type'], Emit>
declare const InvalidEventPayload: ErrorClass
declare const ValidationError: ErrorClass
declare const crypto: {
  createHmac(
    algorithm: string,
    key: string,
  ): {
    update(text: string, encoding: 'utf8'): { digest(encoding: string): string }
  }
}

const BODY_ERRORS: readonly string[] = [
  'NOT_JSON',
  'UNKNOWN_PLATFORM',
  'UNKNOWN_BODY',
  'NOTHING_VALID',
]

const receive = createSourceFunction({
  platforms,
  emit: ({ type, ...call }) => Segment[type](call),
  hmac: (algorithm, key, text, encoding) =>
    crypto.createHmac(algorithm, key).update(text, 'utf8').digest(encoding),
  nowMs: () => Date.now(),
  log: (line) => console.log(line),
  refuse: (error: ExperimentsError) =>
    BODY_ERRORS.includes(error.code)
      ? new InvalidEventPayload(error.message)
      : new ValidationError(error.message),
})

/** Segment finds a handler only as a top-level function declaration of the script. */
export async function onRequest(request: FunctionRequest, settings: SettingValues): Promise<void> {
  await receive(request, settings)
}
