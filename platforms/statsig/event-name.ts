/** What a Segment call is called in Statsig, and which names Statsig drops. */
import type { OutgoingEvent } from '../platform'
import { type SettingValues, textSetting } from '../setting'

/**
 * Statsig's page says that Segment's events arrive as `segment::<name>`, Segment's page says
 * `segment_track:<name>`. Metrics hang on the name, so the one in use has to be kept.
 * https://docs.statsig.com/integrations/data-connectors/segment
 * https://segment.com/docs/connections/destinations/catalog/statsig/
 */
export const EVENT_NAME_FORMATS = ['plain', 'segment::', 'segment_track:'] as const

/** Undefined if the call has no name. */
export function eventName(event: OutgoingEvent, settings: SettingValues): string | undefined {
  if (event.type === 'track' && event.name === undefined) return undefined
  const format = textSetting(settings, 'eventNameFormat') ?? 'plain'
  if (format === 'segment_track:') return `segment_${event.type}:${event.name ?? ''}`
  // A page called "Checkout" and an event called "Checkout" are two metrics.
  const plain =
    event.type === 'track'
      ? `${event.name}`
      : [event.type, event.name].filter((part) => part !== undefined).join('::')
  return format === 'segment::' ? `segment::${plain}` : plain
}

/** Statsig drops events whose name has one of these. https://docs.statsig.com/guides/logging-events */
const ILLEGAL = /[\\[\]{}<>#=;&$%|]/g

/** The characters because of which Statsig would drop the event. */
export function illegalCharacters(name: string): string[] {
  return [...new Set(name.match(ILLEGAL) ?? [])]
}
