/** Split's (Harness FME's) event in Segment, read back. */
import type { NativeFace } from '../native-face'
import { textOf } from '../text-of'

export const native: NativeFace = {
  platform: 'split',
  forms: [{ event: 'get_treatment', properties: { split: true, treatment: true } }],
  exposureOf({ properties }) {
    const experimentId = textOf(properties.split)
    const variationId = textOf(properties.treatment)
    if (experimentId === undefined || variationId === undefined) return 'NOT_ENROLLED'
    // https://help.split.io/hc/en-us/articles/360020528072-Control-treatment
    if (variationId === 'control') return 'FALLBACK'
    return { kind: 'experiment', experimentId, variationId }
  },
}
