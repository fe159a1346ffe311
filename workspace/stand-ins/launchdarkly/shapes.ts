/**
 * The bodies that LaunchDarkly takes, as compact schemas.
 * Events: https://launchdarkly.com/docs/home/metrics/import-metric-events (read 2026-11-21).
 * Audiences: the request grammar that LaunchDarkly publishes for `segment-audiences`,
 * https://github.com/launchdarkly/integration-framework/tree/main/integrations/segment-audiences
 */

export const CUSTOM_EVENTS = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['kind', 'key', 'creationDate', 'contextKeys'],
    properties: {
      kind: { const: 'custom' },
      key: { type: 'string', minLength: 1 },
      creationDate: { type: 'integer', minimum: 0 },
      contextKeys: {
        type: 'object',
        minProperties: 1,
        additionalProperties: { type: 'string', minLength: 1 },
      },
      metricValue: { type: 'number' },
      data: {},
    },
  },
}

export const AUDIENCES = {
  type: 'object',
  required: ['environmentId', 'contextKind', 'batch'],
  properties: {
    environmentId: { type: 'string', minLength: 1 },
    contextKind: { type: 'string', minLength: 1 },
    batch: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['userId', 'cohortName', 'cohortId', 'value'],
        properties: {
          userId: { type: 'string', minLength: 1 },
          cohortName: { type: 'string', minLength: 1 },
          cohortId: { type: 'string', minLength: 1 },
          value: { type: 'boolean' },
        },
      },
    },
  },
}
