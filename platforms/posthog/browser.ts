/**
 * PostHog's JavaScript SDK, through the `$feature_flag_called` event that it captures once for each
 * flag and value. A flag with variants is an experiment, one that is only on is a flag.
 * https://posthog.com/docs/libraries/js/features#feature-flags
 */
import type { BrowserAdapter } from '../platform'

interface CapturedEvent {
  event: string
  properties: {
    $feature_flag?: string
    $feature_flag_response?: string | boolean | null
    distinct_id?: string
  }
}

/** The part of `posthog` that is used. */
export interface PostHogLike {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK declares its listeners so
  on(name: 'eventCaptured', listener: (event: any) => void): () => void
  get_distinct_id(): string
}

export function posthog(client: PostHogLike): BrowserAdapter {
  return {
    platform: 'posthog',
    subscribe: (on) =>
      client.on('eventCaptured', ({ event, properties }: CapturedEvent) => {
        if (event !== '$feature_flag_called') return
        const { $feature_flag = '', $feature_flag_response } = properties
        const id = properties.distinct_id ?? client.get_distinct_id()
        if ($feature_flag_response == null) on({ drop: 'FALLBACK' })
        else if ($feature_flag_response === false) on({ drop: 'DISABLED' })
        else {
          on({
            kind: $feature_flag_response === true ? 'flag' : 'experiment',
            experimentId: $feature_flag,
            variationId: String($feature_flag_response),
            unit: { kind: 'distinct_id', id },
            native: { event, properties: { $feature_flag, $feature_flag_response } },
          })
        }
      }),
  }
}
