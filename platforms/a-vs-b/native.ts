/** A vs B's event in Segment, read back. https://app.avsb.cloud/docs/integrations/segment */
import type { NativeFace } from '../native-face'
import { textOf } from '../text-of'

export const native: NativeFace = {
  platform: 'a-vs-b',
  // Conversions have the same name.
  forms: [{ event: 'avsb_experiment', properties: { event_name: 'experiment_viewed' } }],
  exposureOf({ properties }) {
    const experimentId = textOf(properties.experiment_id)
    const variationId = textOf(properties.variation_id)
    if (experimentId === undefined || variationId === undefined) return 'NOT_ENROLLED'
    return {
      kind: 'experiment',
      experimentId,
      experimentName: textOf(properties.experiment_name),
      variationId,
      variationName: textOf(properties.variation_name),
    }
  },
}
