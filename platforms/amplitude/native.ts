/** Amplitude Experiment's event in Segment, read back. */
import type { NativeFace } from '../native-face'
import { textOf } from '../text-of'

export const native: NativeFace = {
  platform: 'amplitude',
  forms: [{ event: '$exposure', properties: { flag_key: true } }],
  exposureOf({ properties }) {
    const flagKey = textOf(properties.flag_key)
    const variationId = textOf(properties.variant)
    // Without a variant the event takes the visitor out again.
    if (flagKey === undefined || variationId === undefined) return 'NOT_ENROLLED'
    return {
      kind: 'experiment',
      experimentId: textOf(properties.experiment_key) ?? flagKey,
      experimentName: flagKey,
      variationId,
    }
  },
}
