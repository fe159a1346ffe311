/** What the workspace remembers, and what its API answers with. */
import type { SegmentCall } from './segment-call'

/** An event that reached the workspace. */
export interface EventRecord {
  id: string
  /** When it was received, ISO 8601. */
  at: string
  sourceId: string
  /** The request that it came with. */
  requestId: string
  messageId: string
  type: string
  /** Event, page or screen name. */
  name?: string
  userId?: string
  anonymousId?: string
  status: 'accepted' | 'duplicate' | 'rejected'
  reason?: EventReason
  detail?: string
  /** As destinations receive it. */
  event: SegmentCall
  deliveryIds: string[]
  /** Destinations that did not take it, and why. */
  skipped: { destinationId: string; reason: SkipReason }[]
}

export type EventReason =
  | 'DUPLICATE' // its messageId was seen in the last 24 hours
  | 'NO_IDENTITY' // neither userId nor anonymousId
  | 'NO_EVENT_NAME' // a track call without `event`
  | 'NO_GROUP_ID' // a group call without `groupId`
  | 'NO_PREVIOUS_ID' // an alias call without `previousId`
  | 'UNKNOWN_TYPE' // a type that the Spec does not know
  | 'NOT_AN_OBJECT' // an item of a batch that is not an event
  | 'EVENT_TOO_LARGE' // over 32 KB
  | 'TOO_MANY_EVENTS' // in a batch of more than 2,500

export type SkipReason =
  | 'NOT_SUBSCRIBED' // no trigger of the destination matches
  | 'INTEGRATIONS_OFF' // the event's `integrations` object excludes it

/** What one event's way to one action of one destination came to. */
export interface DeliveryRecord {
  id: string
  at: string
  eventId: string
  messageId: string
  destinationId: string
  /** Key of the action, or the handler of a destination function. */
  action: string
  status: DeliveryStatus
  /** Code of the last answer: an outcome's reason, or the error type. */
  reason?: string
  detail?: string
  httpStatus?: number
  attempts: Attempt[]
  /** When the next attempt is due, ISO 8601, in real time. */
  nextAt?: string
}

export type DeliveryStatus =
  | 'pending' // waits for its batch
  | 'retrying' // failed, and is attempted again
  | 'sent' // the platform took it
  | 'dropped' // the destination held it back, and says why
  | 'rejected' // failed for good
  | 'expired' // failed until the time for retries was over

export interface Attempt {
  at: string
  httpStatus: number
  reason?: string
  detail?: string
  /** The requests that carried it. */
  requestIds: string[]
}

/** A request that came in from outside, or went out to a platform. */
export interface RequestRecord {
  id: string
  at: string
  direction: 'in' | 'out'
  kind: 'function' | 'tracking' | 'delivery'
  sourceId?: string
  destinationId?: string
  method: string
  url: string
  headers: Record<string, string>
  body: string
  bodyBytes: number
  status?: number
  responseBody?: string
  durationMs?: number
  /** Why there was no answer, or why the function failed. */
  error?: string
  /** Runs of the function for this request. */
  runs?: FunctionRun[]
  /** Our source function's own account of the items of the request. */
  summary?: FunctionSummary
}

export interface FunctionRun {
  at: string
  durationMs: number
  outcome: 'done' | 'retry' | 'discarded'
  error?: { name: string; message: string }
  logs: string[]
  /** Events emitted, kept only if the run was done. */
  emitted: number
}

/** Counts by reason, and `[index, status, reason?]` for each item. */
export interface FunctionSummary {
  platform?: string
  /** How the request was authenticated. */
  auth?: string
  in: number
  sent: number
  dropped: Record<string, number>
  rejected: Record<string, number>
  items: [number, string, string?][]
}

export interface Tables {
  events: EventRecord
  deliveries: DeliveryRecord
  requests: RequestRecord
}

export type TableName = keyof Tables
