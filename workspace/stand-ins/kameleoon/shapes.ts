/**
 * What Kameleoon's Segment endpoint takes: a Segment call with the visitor code among its properties.
 * https://segment.com/docs/connections/destinations/catalog/actions-kameleoon/ (read 2026-11-21)
 */
export const SEGMENT_CALL = {
  type: 'object',
  required: ['type', 'properties'],
  properties: {
    type: { enum: ['track', 'page', 'screen', 'identify', 'group', 'alias'] },
    event: { type: 'string', minLength: 1 },
    name: { type: 'string' },
    userId: { type: 'string' },
    anonymousId: { type: 'string' },
    messageId: { type: 'string' },
    timestamp: { type: 'string', minLength: 1 },
    properties: {
      type: 'object',
      required: ['kameleoonVisitorCode'],
      properties: { kameleoonVisitorCode: { type: 'string', minLength: 1 } },
    },
    context: { type: 'object' },
  },
  if: { properties: { type: { const: 'track' } } },
  // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema
  then: { required: ['event'] },
}
