/** The Segment calls that report an exposure, in the form that is asked for. */
import type { Exposure } from '../platforms/exposure'
import { standardMessageId } from '../platforms/message-id'
import { EXPERIMENT_VIEWED, standardProperties } from '../platforms/standard-form'
import type { ExperimentsOptions } from './options'
import type { Sighting } from './sighting'

/** What `analytics.track` is called with. */
export type SegmentCall = readonly [
  event: string,
  properties: object,
  options: { messageId: string; timestamp: Date; context: object },
]

export function segmentCalls(
  sighting: Sighting & Exposure,
  { eventForm, messageIdScope }: ExperimentsOptions,
): SegmentCall[] {
  const { native, first, changed, unit, timeMs } = sighting
  // Only the first view has the id that the source function makes: Segment would drop the others.
  const messageId =
    standardMessageId(sighting, messageIdScope) + (first ? '' : `-${timeMs.toString(36)}`)
  const options = {
    messageId,
    timestamp: new Date(timeMs),
    // Not in the properties, which are exactly those that are documented.
    context: { experiment_view: { first, changed }, experiment_units: { [unit.kind]: unit.id } },
  }
  const standard: SegmentCall = [EXPERIMENT_VIEWED, standardProperties(sighting), options]
  if (!native || eventForm === 'standard') return [standard]
  const { event, properties } = native
  const vendors: SegmentCall = [event, properties, { ...options, messageId: `${messageId}n` }]
  return eventForm === 'both' ? [vendors, standard] : [vendors]
}
