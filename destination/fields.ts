/** Every mapping field of every action, each declared once. */
import type { InputField } from '@segment/actions-core'

const path = (at: string) => ({ '@path': `$.${at}` })
const firstOf = (first: string, second: string) => ({
  // biome-ignore lint/suspicious/noThenProperty: the key that Segment's mapping language has.
  '@if': { exists: path(first), then: path(first), else: path(second) },
})

/** Largest batch that Segment makes unless an action needs smaller ones. */
export const DEFAULT_BATCH_SIZE = 1000

/** Read by Segment itself. Batches are as large as Segment makes them: one request for each. */
export const batchFields = (batchSize = DEFAULT_BATCH_SIZE) =>
  ({
    enable_batching: {
      label: 'Send in batches',
      description: 'One request carries a whole batch, and each event still gets its own result.',
      type: 'boolean' as const,
      default: true,
      unsafe_hidden: true,
    },
    batch_size: {
      label: 'Batch size',
      description: 'Largest number of events in a batch.',
      type: 'integer' as const,
      default: batchSize,
      minimum: 1,
      maximum: batchSize,
      unsafe_hidden: true,
    },
  }) satisfies Record<string, InputField>

export const eventFields = {
  type: {
    label: 'Call',
    description: 'Kind of Segment call: track, page, screen, group or identify.',
    type: 'string',
    default: path('type'),
  },
  name: {
    label: 'Event name',
    description: 'Name of the event, page or screen.',
    type: 'string',
    default: firstOf('event', 'name'),
  },
  user_id: {
    label: 'User ID',
    description: 'Id of the known user. Never filled from another id.',
    type: 'string',
    default: path('userId'),
    category: 'identifier',
  },
  anonymous_id: {
    label: 'Anonymous ID',
    description: 'Id of the anonymous visitor. Never filled from another id.',
    type: 'string',
    default: path('anonymousId'),
    category: 'identifier',
  },
  group_id: {
    label: 'Group ID',
    description: 'Id of the group or company.',
    type: 'string',
    default: firstOf('groupId', 'context.groupId'),
    category: 'identifier',
  },
  value: {
    label: 'Value',
    description: 'What a metric adds up: a number, or text. The revenue, or else the value.',
    type: 'string',
    default: firstOf('properties.revenue', 'properties.value'),
  },
  properties: {
    label: 'Properties',
    description: 'Properties of the event; the traits of an identify or group call.',
    type: 'object',
    default: firstOf('properties', 'traits'),
  },
  context: {
    label: 'Context',
    description: 'Context of the event. Only documented attributes are passed on.',
    type: 'object',
    default: path('context'),
    unsafe_hidden: true,
  },
  timestamp: {
    label: 'Time',
    description: 'When it happened.',
    type: 'datetime',
    default: path('timestamp'),
  },
  message_id: {
    label: 'Message ID',
    description: 'Id by which a repeated delivery is recognised.',
    type: 'string',
    default: path('messageId'),
    unsafe_hidden: true,
  },
} as const satisfies Record<string, InputField>

export const exposureFields = {
  platform: {
    label: 'Platform',
    description: 'Platform that evaluated the experiment. Its own exposures are not sent back.',
    type: 'string',
    default: path('properties.experiment_platform'),
    unsafe_hidden: true,
  },
  experiment_id: {
    label: 'Experiment ID',
    description: 'Id or key of the experiment or flag.',
    type: 'string',
    default: firstOf('properties.experiment_id', 'properties.experimentId'),
  },
  experiment_name: {
    label: 'Experiment name',
    description: 'Name of the experiment or flag.',
    type: 'string',
    default: firstOf('properties.experiment_name', 'properties.experimentName'),
  },
  variation_id: {
    label: 'Variation ID',
    description: 'Id or key of the variation that was seen.',
    type: 'string',
    default: firstOf('properties.variation_id', 'properties.variationId'),
  },
  variation_name: {
    label: 'Variation name',
    description: 'Name of the variation that was seen.',
    type: 'string',
    default: firstOf('properties.variation_name', 'properties.variationName'),
  },
  kind: {
    label: 'Kind',
    description: 'experiment, flag or configuration; an experiment unless it says otherwise.',
    type: 'string',
    default: path('properties.experiment_kind'),
  },
  unit_kind: {
    label: 'Unit kind',
    description: 'Kind of what was bucketed, as the platform calls it.',
    type: 'string',
    default: path('properties.experiment_unit_kind'),
  },
  unit_id: {
    label: 'Unit ID',
    description: 'Id of what was bucketed.',
    type: 'string',
    default: path('properties.experiment_unit_id'),
    category: 'identifier',
  },
} as const satisfies Record<string, InputField>

export const audienceFields = {
  list_id: {
    label: 'List ID',
    description: 'Id of the list in the platform. By default the one that Segment created.',
    type: 'string',
    default: path('context.personas.external_audience_id'),
  },
  list_name: {
    label: 'List name',
    description: 'Name of the audience.',
    type: 'string',
    default: path('context.personas.computation_key'),
  },
  unit_kind: {
    label: 'Unit kind',
    description: 'Kind of the id below, as the platform calls it. Empty means what lists hold.',
    type: 'string',
  },
  unit_id: {
    label: 'Unit ID',
    description: 'Id that enters or leaves the list. Never filled from another id.',
    type: 'string',
    default: path('userId'),
    category: 'identifier',
  },
  list_unit_kind: {
    label: 'Unit kind of the list',
    description: 'Kind of unit that the list holds. Ids of another kind are held back.',
    type: 'string',
    default: path('context.personas.audience_settings.unitKind'),
  },
  type: eventFields.type,
  event: {
    label: 'Event',
    description: 'Name of the track call; reverse ETL says new, updated or deleted.',
    type: 'string',
    default: path('event'),
    unsafe_hidden: true,
  },
  audience_key: {
    label: 'Audience key',
    description: 'Name of the trait or property that says true or false.',
    type: 'string',
    default: firstOf('context.personas.computation_key', 'properties.audience_key'),
    unsafe_hidden: true,
  },
  audience_id: {
    label: 'Audience ID',
    description: "Segment's id of the audience.",
    type: 'string',
    default: path('context.personas.computation_id'),
    unsafe_hidden: true,
  },
  computation_class: {
    label: 'Computation class',
    description: 'audience or journey_step.',
    type: 'string',
    default: path('context.personas.computation_class'),
    unsafe_hidden: true,
  },
  traits: {
    label: 'Traits',
    description: 'Where an identify call says true or false.',
    type: 'object',
    default: path('traits'),
    unsafe_hidden: true,
  },
  properties: {
    label: 'Properties',
    description: 'Where a track call says true or false.',
    type: 'object',
    default: path('properties'),
    unsafe_hidden: true,
  },
  timestamp: eventFields.timestamp,
} as const satisfies Record<string, InputField>
