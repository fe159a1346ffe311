/** The `Segment` global of a source function: it checks each call and keeps it for the end of the run. */
import { isRecord } from '../../platforms/is-record'

export type EmittedCall = Record<string, unknown> & { type: string }

type ErrorClass = new (message: string) => Error

/** What each method asks for beside an identity, as Segment's published harness does. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  identify: [],
  track: ['event'],
  group: ['groupId'],
  page: [],
  screen: [],
  alias: ['previousId'],
}

/** Only these fields are sent on, and only if they are truthy. */
const KEPT = [
  'userId',
  'anonymousId',
  'context',
  'integrations',
  'messageId',
  'sentAt',
  'timestamp',
  'event',
  'name',
  'properties',
  'traits',
  'groupId',
  'previousId',
] as const

/** @param emit receives each valid call. It is not called for `set`, which reaches warehouses only. */
export function createSegmentGlobal(
  ValidationError: ErrorClass,
  emit: (call: EmittedCall) => void,
): Record<string, (call: unknown) => void> {
  const methods = Object.entries(REQUIRED).map(([type, required]) => [
    type,
    (call: unknown) => emit(checked(type, required, call, ValidationError)),
  ])
  return { ...Object.fromEntries(methods), set: (call: unknown) => checkSet(call, ValidationError) }
}

function checked(
  type: string,
  required: readonly string[],
  call: unknown,
  ValidationError: ErrorClass,
): EmittedCall {
  if (!isRecord(call)) throw new ValidationError(`Segment.${type} needs an object.`)
  if (!call.userId && !call.anonymousId) {
    throw new ValidationError(`Segment.${type} needs a userId or an anonymousId.`)
  }
  for (const field of required) {
    if (!call[field]) throw new ValidationError(`Segment.${type} needs "${field}".`)
  }
  const kept = KEPT.filter((field) => call[field]).map((field) => [field, call[field]])
  // A copy, because the function may go on changing its objects.
  return { ...JSON.parse(JSON.stringify(Object.fromEntries(kept))), type }
}

function checkSet(call: unknown, ValidationError: ErrorClass): void {
  if (!isRecord(call) || !call.collection || !call.id) {
    throw new ValidationError('Segment.set needs "collection" and "id".')
  }
}
