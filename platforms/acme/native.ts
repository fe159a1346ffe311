/** Acme's exposure event in Segment, read back. */
import type { NativeFace } from '../native-face'
import { textOf } from '../text-of'

export const native: NativeFace = {
  platform: 'acme',
  forms: [{ event: 'Acme Seen', properties: { experiment: true } }],
  exposureOf({ properties, userId }) {
    const experimentId = textOf(properties.experiment)
    const variationId = textOf(properties.variation)
    if (experimentId === undefined || variationId === undefined) return 'NOT_ENROLLED'
    const unit = userId === undefined ? undefined : { kind: 'user', id: userId }
    return { kind: 'experiment', experimentId, variationId, unit }
  },
}
