/** One call of Segment's Tracking API, as the source function emits it. */
export interface SegmentCall {
  type: 'track' | 'page' | 'identify'
  event?: string
  name?: string
  userId?: string
  anonymousId?: string
  properties?: Record<string, unknown>
  traits?: Record<string, unknown>
  context?: Record<string, unknown>
  messageId: string
  /** ISO 8601. */
  timestamp: string
}
