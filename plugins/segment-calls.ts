/** The Segment calls that report an exposure, in the form that is asked for. */
import type { Exposure } from '../platforms/exposure'
import { nativeMessageId, standardMessageId } from '../platforms/message-id'
import { EXPERIMENT_VIEWED, standardProperties } from '../platforms/standard-form'
import type { ExperimentsOptions } from './options'
import type { Sighting } from './sighting'

export interface SegmentCall {
  event: string
  properties: object
  messageId: string
}

export function segmentCalls(
  sighting: Sighting & Exposure,
  { eventForm = 'native', messageIdScope: scope }: ExperimentsOptions,
): SegmentCall[] {
  const { native, platform, eventId } = sighting
  const standardId = standardMessageId(sighting, scope)
  // Only the first view has the id that the source function makes: Segment would drop the others.
  const again = sighting.first ? '' : `-${sighting.timeMs.toString(36)}`
  const calls: SegmentCall[] = []
  if (native && eventForm !== 'standard') {
    calls.push({
      ...native,
      messageId: nativeMessageId(platform, eventId ?? standardId, scope) + again,
    })
  }
  if (!native || eventForm !== 'native') {
    const properties = standardProperties(sighting)
    calls.push({ event: EXPERIMENT_VIEWED, properties, messageId: standardId + again })
  }
  return calls
}
