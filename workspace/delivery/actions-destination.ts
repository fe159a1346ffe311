/** Drives a real Actions destination: its triggers, its mappings, its batches, its answers. */
import {
  Destination,
  type DestinationDefinition,
  defaultValues,
  type JSONObject,
  transform,
} from '@segment/actions-core'
import { parseFql, validate } from '@segment/destination-subscriptions'
import { isRecord } from '../../platforms/is-record'
import { LIMITS } from '../limits'
import type { SegmentCall } from '../segment-call'
import { readAnswer, readFailure } from './actions-answer'
import { type AudienceLists, createAudienceLists } from './audience-lists'
import type { Batching, Connection, Delivered } from './connection'
import { exchangesOf } from './exchanges-of'

export interface Subscription {
  name?: string
  /** Key of the action. */
  partnerAction: string
  /** The trigger, in FQL. */
  subscribe: string
  mapping: JSONObject
}

export interface ActionsDestinationOptions {
  id: string
  // The settings of each destination are its own business: they are validated by actions-core.
  // biome-ignore lint/suspicious/noExplicitAny: DestinationDefinition is invariant in its settings
  definition: DestinationDefinition<any>
  settings: Readonly<Record<string, unknown>>
  /** By default what the definition's presets say. */
  subscriptions?: readonly Subscription[]
}

export function createActionsConnections(options: ActionsDestinationOptions): Connection[] {
  const subscriptions = options.subscriptions ?? presetSubscriptions(options.definition)
  if (subscriptions.length === 0) {
    const { name, actions } = options.definition
    throw new Error(
      `The destination "${name}" has no automatic preset, so nothing would reach it. ` +
        `Give it "subscriptions" to its actions: ${Object.keys(actions).join(', ')}.`,
    )
  }
  return subscriptions.map((subscription) => createConnection(options, subscription))
}

/** What Segment sets up by itself for a new destination. */
export function presetSubscriptions(definition: DestinationDefinition): Subscription[] {
  return (definition.presets ?? []).flatMap((preset) => {
    if (preset.type !== 'automatic') return []
    const { name, partnerAction, subscribe, mapping = {} } = preset
    return [{ ...(name === undefined ? {} : { name }), partnerAction, subscribe, mapping }]
  })
}

function createConnection(
  { id, definition, settings }: ActionsDestinationOptions,
  subscription: Subscription,
): Connection {
  const action = definition.actions[subscription.partnerAction]
  if (action === undefined) {
    throw new Error(
      `The destination "${definition.name}" has no action "${subscription.partnerAction}". ` +
        `It has: ${Object.keys(definition.actions).join(', ')}.`,
    )
  }
  const trigger = parseFql(subscription.subscribe)
  if ('error' in trigger && trigger.error) {
    throw new Error(
      `The trigger of "${subscription.partnerAction}" cannot be parsed: ${trigger.error.message}. ` +
        `It is: ${subscription.subscribe}`,
    )
  }
  const mapping: JSONObject = { ...defaultValues(action.fields), ...subscription.mapping }
  const batching =
    action.performBatch !== undefined && literal(mapping.enable_batching) === true
      ? createBatching(definition, mapping)
      : undefined
  const run = createRunner(
    definition,
    { ...settings, subscription: { ...subscription, mapping } },
    createAudienceLists(definition, settings),
  )
  return {
    destinationId: id,
    action: subscription.partnerAction,
    integrationName: definition.name,
    matches: (call) => validate(trigger, call),
    ...(batching === undefined ? {} : { batching }),
    deliver: (calls) => run(calls, batching !== undefined),
    preview: (call) => transform(mapping, call as unknown as JSONObject),
  }
}

/** https://github.com/segmentio/action-destinations/blob/main/README.md#batching-requests */
function createBatching(definition: DestinationDefinition, mapping: JSONObject): Batching {
  const size = numberOr(literal(mapping.batch_size), LIMITS.batchSize.value)
  const bytes = numberOr(literal(mapping.batch_bytes), LIMITS.batchBytes.value)
  const keys = literal(mapping.batch_keys)
  const fields = Array.isArray(keys) ? keys.map(String).slice(0, LIMITS.batchKeys.value) : []
  const keyMapping = Object.fromEntries(
    fields.map((field) => [field, mapping[field]]),
  ) as JSONObject
  const byAudience = 'audienceFields' in definition
  return {
    size,
    bytes,
    waitMs: LIMITS.batchWait.value,
    groupOf(call) {
      const values =
        fields.length === 0 ? [] : [transform(keyMapping, call as unknown as JSONObject)]
      return JSON.stringify(byAudience ? [...values, audienceOf(call)] : values)
    },
  }
}

/** Segment batches the events of an audience destination for each audience apart. */
function audienceOf(call: SegmentCall): unknown {
  const personas = call.context?.personas
  if (!isRecord(personas)) return undefined
  return [personas.computation_key, personas.audience_settings, personas.external_audience_id]
}

type Runner = (calls: readonly SegmentCall[], asBatch: boolean) => Promise<Delivered>

function createRunner(
  definition: DestinationDefinition,
  settings: Readonly<Record<string, unknown>>,
  lists: AudienceLists | undefined,
): Runner {
  // An instance for each request in flight, because an instance keeps all its responses in one list.
  const idle: Destination[] = []
  return async (received, asBatch) => {
    const destination = idle.pop() ?? (new Destination(definition) as unknown as Destination)
    const calls = (await lists?.withListIds(received, destination)) ?? received
    const answer = await answerOf(destination, calls, asBatch, settings as JSONObject)
    const exchanges = exchangesOf(destination.responses)
    // Nobody else empties it: see https://github.com/segmentio/action-destinations, destination-kit.
    destination.responses.length = 0
    idle.push(destination)
    return { results: answer(exchanges), exchanges }
  }
}

async function answerOf(
  destination: Destination,
  calls: readonly SegmentCall[],
  asBatch: boolean,
  settings: JSONObject,
) {
  try {
    const events = calls as unknown as Parameters<Destination['onBatch']>[0]
    const first = events[0]
    const answer =
      asBatch || first === undefined
        ? await destination.onBatch(events, settings)
        : await destination.onEvent(first, settings)
    return readAnswer(answer, calls.length)
  } catch (error) {
    return readFailure(error, calls.length)
  }
}

/** A field of a mapping that does not depend on the event. */
function literal(value: unknown): unknown {
  return isRecord(value) && '@literal' in value ? value['@literal'] : value
}

function numberOr(value: unknown, otherwise: number): number {
  const number = Number(value)
  return value !== undefined && number > 0 ? Math.min(number, otherwise) : otherwise
}
