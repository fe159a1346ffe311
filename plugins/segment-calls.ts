/** The Segment calls that report an exposure, in the form that is asked for. */
import type { Exposure } from '../platforms/exposure'
import { smallHash } from '../platforms/small-hash'
import { EXPERIMENT_VIEWED, standardProperties } from '../platforms/standard-form'
import { standardIdBy } from '../platforms/standard-message-id'
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
  const { native, view, unit, timeMs } = sighting
  // Only the first view has the id that the source function makes: Segment would drop the others.
  const messageId =
    standardIdBy(smallHash, sighting, messageIdScope) +
    (view?.first ? '' : `-${timeMs.toString(36)}`)
  const call = (event: string, properties: object, form: string): SegmentCall => [
    event,
    properties,
    {
      messageId: messageId + form,
      timestamp: new Date(timeMs),
      // Not in the properties, which are exactly those that are documented.
      context: { experiment_view: view, experiment_units: { [unit.kind]: unit.id } },
    },
  ]
  const calls = native && eventForm !== 'standard' ? [call(...native, 'n')] : []
  if (!calls[0] || eventForm === 'both')
    calls.push(call(EXPERIMENT_VIEWED, standardProperties(sighting), ''))
  return calls
}
