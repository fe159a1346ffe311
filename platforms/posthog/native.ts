/** PostHog's event in Segment, read back. https://posthog.com/docs/libraries/js/features#feature-flags */
import type { NativeFace } from '../native-face'
import { textOf } from '../text-of'

export const native: NativeFace = {
  platform: 'posthog',
  forms: [{ event: '$feature_flag_called' }],
  exposureOf({ properties }) {
    const { $feature_flag: flag, $feature_flag_response: response } = properties
    const experimentId = textOf(flag)
    if (response === false) return 'DISABLED'
    const variationId = response === true ? 'true' : textOf(response)
    if (experimentId === undefined || variationId === undefined) return 'FALLBACK'
    return { kind: response === true ? 'flag' : 'experiment', experimentId, variationId }
  },
}
