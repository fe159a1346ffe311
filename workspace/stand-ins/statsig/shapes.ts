/**
 * The bodies that Statsig documents, as compact schemas.
 * Events: https://docs.statsig.com/http-api (OpenAPI of the docs repository, read 2026-11-21).
 * Lists: https://docs.statsig.com/console-api/segments (read 2026-11-21).
 */

const USER = {
  type: 'object',
  properties: {
    userID: { type: 'string' },
    email: { type: 'string', pattern: '^[^@\\s]+@[^@\\s]+$' },
    ip: { type: 'string' },
    userAgent: { type: 'string' },
    country: { type: 'string' },
    locale: { type: 'string' },
    appVersion: { type: 'string' },
    custom: { type: 'object' },
    privateAttributes: { type: 'object' },
    customIDs: { type: 'object', additionalProperties: { type: 'string' } },
    statsigEnvironment: {
      type: 'object',
      properties: { tier: { enum: ['production', 'staging', 'development'] } },
    },
  },
}

const TIME = { type: ['integer', 'string'] }

/** Of an event: ms, or ISO 8601 with its time zone. */
const EVENT_TIME = {
  type: ['integer', 'string'],
  pattern: '^\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:?\\d{2})$',
}

const SECONDARY_EXPOSURES = {
  type: 'array',
  items: {
    type: 'object',
    required: ['gate', 'gateValue', 'ruleID'],
    properties: {
      gate: { type: 'string' },
      gateValue: { type: 'string' },
      ruleID: { type: 'string' },
    },
  },
}

export const LOG_EVENT = {
  type: 'object',
  required: ['events'],
  properties: {
    events: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['eventName'],
        properties: {
          eventName: { type: 'string', minLength: 1 },
          value: { type: ['string', 'number'] },
          time: EVENT_TIME,
          user: USER,
          metadata: { type: 'object', additionalProperties: { type: 'string' } },
          secondaryExposures: SECONDARY_EXPOSURES,
        },
      },
    },
    user: USER,
    statsigMetadata: { type: 'object' },
  },
}

const EXPOSURE = {
  user: USER,
  group: { type: 'string', minLength: 1 },
  ruleID: { type: 'string' },
  time: TIME,
  secondaryExposures: SECONDARY_EXPOSURES,
}

const GROUP_OR_RULE = [{ required: ['group'] }, { required: ['ruleID'] }]

export const LOG_CUSTOM_EXPOSURE = {
  type: 'object',
  required: ['exposures'],
  properties: {
    exposures: {
      type: 'array',
      minItems: 1,
      items: {
        oneOf: [
          {
            type: 'object',
            required: ['experimentName'],
            properties: { experimentName: { type: 'string', minLength: 1 }, ...EXPOSURE },
            oneOf: GROUP_OR_RULE,
          },
          {
            type: 'object',
            required: ['gateName', 'passes'],
            properties: {
              gateName: { type: 'string', minLength: 1 },
              passes: { type: 'boolean' },
              ...EXPOSURE,
            },
            oneOf: GROUP_OR_RULE,
          },
        ],
      },
    },
    user: USER,
    statsigMetadata: { type: 'object' },
  },
}

export const ID_LIST = {
  type: 'object',
  required: ['ids'],
  properties: { ids: { type: 'array', items: { type: 'string' }, maxItems: 100_000 } },
}

export const USER_STORE_ID_LIST = {
  type: 'object',
  required: ['ids'],
  properties: {
    ids: { type: 'array', items: { type: 'string' }, maxItems: 1_000 },
    version: { type: 'number' },
  },
}

export const CREATE_SEGMENT = {
  type: 'object',
  required: ['name', 'type'],
  properties: {
    name: { type: 'string', minLength: 3, maxLength: 100, pattern: '^[a-zA-Z0-9_\\- ]*$' },
    id: { type: 'string', minLength: 3, maxLength: 100, pattern: '^[a-zA-Z0-9_-]*$' },
    description: { type: 'string', maxLength: 1000 },
    type: { enum: ['id_list', 'rule_based', 'analysis_list', 'user_store_id_list'] },
    idType: { type: 'string' },
  },
}
