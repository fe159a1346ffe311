/** Reads an exposure from a Segment event that names experiment and variation, in either spelling. */
import type { Exposure, ExposureKind } from '../../platforms/exposure'
import { textOf } from '../../platforms/text-of'
import type { SegmentCall } from '../segment-call'

const KINDS: readonly ExposureKind[] = ['experiment', 'flag', 'configuration']

/** https://segment.com/docs/connections/spec/ab-testing/; some tools write it in camel case. */
export function exposureOfEvent(call: SegmentCall): Exposure | undefined {
  if (call.type !== 'track') return undefined
  const { properties = {} } = call
  const read = (name: string) =>
    textOf(properties[name]) ??
    textOf(properties[name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())])
  const experimentId = read('experiment_id')
  const variationId = read('variation_id')
  const unit = unitOf(call, read)
  if (experimentId === undefined || variationId === undefined || unit === undefined)
    return undefined
  const kind = KINDS.find((known) => known === read('experiment_kind')) ?? 'experiment'
  const experimentName = read('experiment_name')
  const variationName = read('variation_name')
  return {
    platform: read('experiment_platform') ?? 'segment',
    kind,
    experimentId,
    ...(experimentName === undefined ? {} : { experimentName }),
    variationId,
    ...(variationName === undefined ? {} : { variationName }),
    unit,
    timeMs: Date.parse(call.timestamp),
    eventId: call.messageId,
  }
}

function unitOf(
  call: SegmentCall,
  read: (name: string) => string | undefined,
): Exposure['unit'] | undefined {
  const kind = read('experiment_unit_kind')
  const id = read('experiment_unit_id')
  if (kind !== undefined && id !== undefined) return { kind, id }
  if (call.userId) return { kind: 'user', id: call.userId }
  return call.anonymousId ? { kind: 'anonymous', id: call.anonymousId } : undefined
}
