/** One way from the workspace to one action of one destination, whatever the destination is made of. */
import type { SegmentCall } from '../segment-call'

export interface Connection {
  destinationId: string
  /** Key of the action, or the kind of function. */
  action: string
  /** What the event's `integrations` object calls the destination. */
  integrationName: string
  /** Does the trigger match? */
  matches(call: SegmentCall): boolean
  /** Absent: one call at a time. */
  batching?: Batching
  /** One result for each call, in order. Throws nothing. */
  deliver(calls: readonly SegmentCall[]): Promise<Delivered>
  /** What the mapping makes of a call, for display. */
  preview?(call: SegmentCall): unknown
}

export interface Batching {
  size: number
  bytes: number
  /** Accelerated. */
  waitMs: number
  /** Calls with different keys are never in one batch. */
  groupOf(call: SegmentCall): string
}

export interface Delivered {
  results: DeliveryResult[]
  exchanges: Exchange[]
}

export interface DeliveryResult {
  /** As Segment's delivery reads it; 0 if there was no answer. */
  httpStatus: number
  reason?: string
  detail?: string
  /** The destination succeeded by not sending it. */
  dropped?: true
  /** The platform asked to wait at least so long. */
  afterMs?: number
}

/** A request to a platform and its answer. */
export interface Exchange {
  method: string
  url: string
  headers: Record<string, string>
  body: string
  status?: number
  responseBody?: string
  responseHeaders?: Record<string, string>
  error?: string
}
