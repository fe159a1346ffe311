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
  const { project, environment, version = EXPORT_VERSION } = envelope
  const properties: Fields = { key: event.key, version }
  if (project !== undefined) properties.project = project
  if (environment !== undefined) properties.environment = environment
  if (eventId !== undefined) properties.eventId = eventId
  if (kind === 'feature') addEvaluation(properties, event)
  if (kind === 'click' || kind === 'page') properties.url = event.url
  if (kind === 'click') properties.selector = event.selector
  // `data` of a custom event is documented as not exported to Segment.
  if (kind === 'custom' && event.metricValue !== undefined) {
    properties.metricValue = event.metricValue
  }
  return kind === 'page'
    ? { type: 'page', properties: present(properties) }
    : { type: 'track', event: kind, properties: present(properties) }
}

/** Field by field, because this runs for every evaluation. */
function addEvaluation(properties: Fields, event: Fields): void {
  const { value, version, variation, variationName, prereqOf } = event
  const reason = isRecord(event.reason) ? event.reason : undefined
  if (value !== undefined) properties.value = value
  if (version !== undefined) properties.flagVersion = version
  if (variation !== undefined) properties.variation = variation
  if (variationName !== undefined) properties.variationName = variationName
  if (event.default !== undefined) properties.default = defaultOf(event.default)
  if (reason?.kind !== undefined) properties.reasonKind = reason.kind
  if (reason?.inExperiment !== undefined) properties.inExperiment = reason.inExperiment
  if (prereqOf !== undefined) properties.prereqOf = prereqOf
}

/** A boolean in the generic export, and text in the documented Segment event. */
function defaultOf(value: unknown): unknown {
  return typeof value === 'boolean' ? String(value) : value
}
