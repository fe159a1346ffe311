/**
 * Statsig's exposure events in Segment, read back.
 * https://docs.statsig.com/integrations/data-connectors/segment, "Outbound event schema"
 */
import type { Unit } from '../exposure'
import { isRecord } from '../is-record'
import type { NativeEvent, NativeFace } from '../native-face'
import { evaluationOf } from './evaluation'

export const native: NativeFace = {
  platform: 'statsig',
  forms: ['experiment', 'config', 'gate', 'layer'].map((kind) => ({
    event: `statsig::${kind}_exposure`,
  })),
  exposureOf(event) {
    const { metadata } = event.properties
    const evaluation = evaluationOf(event.name ?? '', isRecord(metadata) ? metadata : {})
    if (evaluation === undefined) return 'NOT_ENROLLED'
    const { falseExposure, notExposure, ...seen } = evaluation
    return falseExposure ?? notExposure ?? { ...seen, unit: unitOf(event) }
  },
}

/**
 * The event does not name the kind of unit that was bucketed. The stable id is in `anonymousId` only
 * if it was; of a user with ids of the customer's own kinds it could be any of them.
 */
function unitOf({ userId, anonymousId, context }: NativeEvent): Unit | undefined {
  const user = isRecord(context.user) ? context.user : {}
  const { stableID, ...others } = isRecord(user.customIDs) ? user.customIDs : {}
  if (Object.keys(others).length > 0) return undefined
  if (anonymousId !== undefined) {
    const isStableID = anonymousId === context.stableID || anonymousId === stableID
    return isStableID ? { kind: 'stableID', id: anonymousId } : undefined
  }
  return userId !== undefined && userId === user.userID ? { kind: 'userID', id: userId } : undefined
}
