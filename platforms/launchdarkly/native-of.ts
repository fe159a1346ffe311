/** The Segment call that LaunchDarkly documents for one of its events. */
import { isRecord } from '../is-record'
import type { NativeCall } from '../platform'
import { present } from '../present'

type Fields = Record<string, unknown>

export type EventKind = 'feature' | 'click' | 'custom' | 'page'

/** The documented value of every export: "Not in use. The version is always 1." */
const EXPORT_VERSION = 1

/** https://launchdarkly.com/docs/integrations/data-export/segment-schema-reference */
export function nativeOf(
  kind: EventKind,
  event: Fields,
  envelope: Fields,
  eventId: string | undefined,
): NativeCall {
  const reason = isRecord(event.reason) ? event.reason : undefined
  const isFeature = kind === 'feature'
  const isSeen = kind === 'click' || kind === 'page'
  const of = (applies: boolean, value: unknown) => (applies ? value : undefined)
  // One literal for all kinds, because this runs for every event and spreading is slow. `data` of a
  // custom event is documented as not exported to Segment.
  const properties = present({
    project: envelope.project,
    environment: envelope.environment,
    eventId,
    key: event.key,
    version: envelope.version ?? EXPORT_VERSION,
    value: of(isFeature, event.value),
    flagVersion: of(isFeature, event.version),
    variation: of(isFeature, event.variation),
    variationName: of(isFeature, event.variationName),
    default: of(isFeature, defaultOf(event.default)),
    reasonKind: of(isFeature, reason?.kind),
    inExperiment: of(isFeature, reason?.inExperiment),
    prereqOf: of(isFeature, event.prereqOf),
    url: of(isSeen, event.url),
    selector: of(kind === 'click', event.selector),
    metricValue: of(kind === 'custom', event.metricValue),
  })
  return kind === 'page' ? { type: 'page', properties } : { type: 'track', event: kind, properties }
}

/** A boolean in the generic export, and text in the documented Segment event. */
function defaultOf(value: unknown): unknown {
  return typeof value === 'boolean' ? String(value) : value
}
