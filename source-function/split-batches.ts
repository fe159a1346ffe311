/** Calls as bodies of Segment's `/v1/batch`, each within its limits. */
import { byteLength } from './byte-length'
import type { SegmentCall } from './segment-call'

/** https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#max-request-size */
const MAX_EVENTS = 2500
/** 500 KB, less what surrounds the events. */
const MAX_BYTES = 500_000 - 100

/** @param sentAt ISO 8601; Segment corrects each event's time by it. */
export function splitBatches(calls: readonly SegmentCall[], sentAt: string): string[] {
  const batches: string[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const call of calls) {
    const event = JSON.stringify(call)
    const size = byteLength(event) + 1
    const last = batches[batches.length - 1]
    if (last === undefined || bytes + size > MAX_BYTES || last.length >= MAX_EVENTS) {
      batches.push([event])
      bytes = size
    } else {
      last.push(event)
      bytes += size
    }
  }
  return batches.map((events) => `{"batch":[${events.join(',')}],"sentAt":"${sentAt}"}`)
}
