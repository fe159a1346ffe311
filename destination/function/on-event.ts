/** The destination function on the globals that Segment documents; built once for each platform. */
import { filters, platform } from 'destination-function-platform'
import { describeOutcome, isFault } from '../../platforms/delivery-status'
import type { Outcome } from '../../platforms/outcome'
import type { SettingValues } from '../../platforms/setting'
import {
  type BatchResult,
  createDestinationFunction,
  type FunctionEvent,
} from './create-destination-function'
import { type Fetch, sendWithFetch } from './send-with-fetch'

type ErrorClass = new (message: string) => Error

// Bare names, because Segment does not say that its globals are properties of globalThis.
// https://segment.com/docs/connections/functions/runtime/
declare const fetch: Fetch
declare const RetryError: ErrorClass
declare const EventNotSupported: ErrorClass
declare const InvalidEventPayload: ErrorClass
declare const ValidationError: ErrorClass

const destination = createDestinationFunction({
  platform,
  filters,
  // Looked up for each request, as Segment may replace its globals between invocations.
  send: (host) => sendWithFetch((url, init) => fetch(url, init), host),
  warn: (message) => console.log(message),
})

/** @throws RetryError what Segment delivers again; any other error is final */
async function deliver(event: FunctionEvent, settings: SettingValues): Promise<void> {
  const outcome = await destination.one(event, settings)
  if (outcome === undefined) {
    throw new EventNotSupported(`No action of ${platform.name} takes such a ${event.type} call.`)
  }
  if (isFault(outcome)) throw errorOf(outcome)
}

function errorOf(outcome: Outcome): Error {
  const message = describeOutcome(outcome)
  if (outcome.status === 'retry') return new RetryError(message)
  const isSetting =
    outcome.status === 'rejected' && ['UNAUTHORIZED', 'NOT_FOUND'].includes(outcome.reason)
  return isSetting ? new ValidationError(message) : new InvalidEventPayload(message)
}

// Segment finds a handler only as a top-level function declaration of the script.
export async function onTrack(event: FunctionEvent, settings: SettingValues): Promise<void> {
  await deliver(event, settings)
}
export async function onIdentify(event: FunctionEvent, settings: SettingValues): Promise<void> {
  await deliver(event, settings)
}
export async function onPage(event: FunctionEvent, settings: SettingValues): Promise<void> {
  await deliver(event, settings)
}
export async function onScreen(event: FunctionEvent, settings: SettingValues): Promise<void> {
  await deliver(event, settings)
}
export async function onGroup(event: FunctionEvent, settings: SettingValues): Promise<void> {
  await deliver(event, settings)
}
export async function onAlias(event: FunctionEvent, settings: SettingValues): Promise<void> {
  await deliver(event, settings)
}

export async function onDelete(event: FunctionEvent, settings: SettingValues): Promise<void> {
  const outcome = await destination.deleteUser?.(event, settings)
  // A success would be untrue.
  if (outcome === undefined) {
    throw new EventNotSupported(
      `${platform.name} documents no API that forgets a user. Delete the user in ${platform.name} itself.`,
    )
  }
  if (isFault(outcome)) throw errorOf(outcome)
}

export async function onBatch(
  events: readonly FunctionEvent[],
  settings: SettingValues,
): Promise<BatchResult[]> {
  return await destination.batch(events, settings)
}
