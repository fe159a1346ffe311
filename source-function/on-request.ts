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
  emit,
  hmac: (algorithm, key, text, encoding) =>
    crypto.createHmac(algorithm, key).update(text, 'utf8').digest(encoding),
  nowMs: () => Date.now(),
  log: (line) => console.log(line),
  refuse: (error: ExperimentsError) =>
    BODY_ERRORS.includes(error.code)
      ? new InvalidEventPayload(error.message)
      : new ValidationError(error.message),
})

/** Without `type`, which is in the name of the method; copied by name, because a rest is slow. */
function emit(call: SegmentCall): void {
  const { type, messageId, timestamp, properties, event, name } = call
  const { userId, anonymousId, context } = call
  const emitted: Omit<SegmentCall, 'type'> = { messageId, timestamp, properties }
  if (event !== undefined) emitted.event = event
  if (name !== undefined) emitted.name = name
  if (userId !== undefined) emitted.userId = userId
  if (anonymousId !== undefined) emitted.anonymousId = anonymousId
  if (context !== undefined) emitted.context = context
  Segment[type](emitted)
}

/** Segment finds a handler only as a top-level function declaration of the script. */
export async function onRequest(request: FunctionRequest, settings: SettingValues): Promise<void> {
  await receive(request, settings)
}
