/** A Segment call as it travels through the workspace: the Spec's names, anything else kept. */
export interface SegmentCall {
  type: string
  messageId: string
  userId?: string | null
  anonymousId?: string | null
  groupId?: string
  previousId?: string
  event?: string
  name?: string
  properties?: Record<string, unknown>
  traits?: Record<string, unknown>
  context?: Record<string, unknown>
  integrations?: Record<string, unknown>
  /** ISO 8601, corrected for the sender's clock. */
  timestamp: string
  originalTimestamp?: string
  sentAt?: string
  receivedAt: string
  [field: string]: unknown
}
