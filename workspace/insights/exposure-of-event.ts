/** Reads an exposure from a Segment event, in a vendor's own form or one that names both ids. */
import type { Exposure, ExposureKind } from '../../platforms/exposure'
import { nativeExposureOf } from '../../platforms/native-exposure-of'
import type { SeenExposure } from '../../platforms/native-face'
import { present } from '../../platforms/present'
import { textOf } from '../../platforms/text-of'
import type { SegmentCall } from '../segment-call'

const KINDS: readonly ExposureKind[] = ['experiment', 'flag', 'configuration']

export function exposureOfEvent(call: SegmentCall): Exposure | undefined {
  if (call.type !== 'track') return undefined
  const { event: name, properties = {}, context = {} } = call
  const userId = call.userId ?? undefined
  const anonymousId = call.anonymousId ?? undefined
  const native = nativeExposureOf({ name, userId, anonymousId, properties, context })
  if (native !== undefined && 'drop' in native) return undefined
  const seen = native?.exposure ?? namedExposureOf(properties)
  const unit = seen?.unit ?? unitOf(call)
  if (seen === undefined || unit === undefined) return undefined
  const platform = native?.platform ?? textOf(properties.experiment_platform) ?? 'segment'
  // By the sender's clock: how Segment corrects it is different for each request.
  const timeMs = Date.parse(call.originalTimestamp ?? call.timestamp)
  return present({ ...seen, platform, unit, timeMs })
}

/** https://segment.com/docs/connections/spec/ab-testing/; some tools write it in camel case. */
function namedExposureOf(properties: Record<string, unknown>): SeenExposure | undefined {
  const read = (name: string) =>
    textOf(properties[name]) ??
    textOf(properties[name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())])
  const experimentId = read('experiment_id')
  const variationId = read('variation_id')
  if (experimentId === undefined || variationId === undefined) return undefined
  const kind = KINDS.find((known) => known === read('experiment_kind')) ?? 'experiment'
  const experimentName = read('experiment_name')
  const variationName = read('variation_name')
  const [unitKind, id] = [read('experiment_unit_kind'), read('experiment_unit_id')]
  const unit = unitKind === undefined || id === undefined ? undefined : { kind: unitKind, id }
  return { kind, experimentId, experimentName, variationId, variationName, unit }
}

function unitOf({ userId, anonymousId }: SegmentCall): Exposure['unit'] | undefined {
  if (userId) return { kind: 'user', id: userId }
  return anonymousId ? { kind: 'anonymous', id: anonymousId } : undefined
}
