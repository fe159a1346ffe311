/**
 * LaunchDarkly's `feature` event in Segment, read back.
 * https://launchdarkly.com/docs/integrations/data-export/segment-schema-reference
 */
import type { NativeFace } from '../native-face'
import { textOf } from '../text-of'
import { evaluationOf } from './evaluation'

export const native: NativeFace = {
  platform: 'launchdarkly',
  // `feature` alone could be anybody's: the export has `version`, the browser plugin `variation`.
  forms: [
    { event: 'feature', properties: { key: true, version: true } },
    { event: 'feature', properties: { key: true, variation: true } },
  ],
  exposureOf({ properties, userId, anonymousId }) {
    const { reasonKind, inExperiment, flagVersion: version } = properties
    const reason = { kind: reasonKind, inExperiment }
    const { notExposure, ...evaluation } = evaluationOf({ ...properties, version, reason })
    const experimentId = textOf(properties.key)
    if (notExposure !== undefined || experimentId === undefined) return notExposure ?? 'FALLBACK'
    // The export has the key of the context in `userId`; in a page `userId` is Segment's own.
    const isExported = userId !== undefined && anonymousId === undefined
    const unit = isExported ? { kind: 'user', id: userId } : undefined
    return { ...evaluation, experimentId, unit }
  },
}
