/**
 * PostHog's JavaScript SDK, through the `$feature_flag_called` event that it captures once for each
 * flag and value. A flag with variants is an experiment, one that is only on is a flag.
 * https://posthog.com/docs/libraries/js/features#feature-flags
 */
import type { BrowserAdapter } from '../platform'

interface CapturedEvent {
  event: string
  properties: {
    $feature_flag: string
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
  return (hear) =>
    client.on('eventCaptured', ({ event, properties }: CapturedEvent) => {
      if (event !== '$feature_flag_called') return
      const { $feature_flag, $feature_flag_response, distinct_id } = properties
      hear('posthog', {
        isOff: $feature_flag_response === false,
        isFlag: $feature_flag_response === true,
        experimentId: $feature_flag,
        variationId: $feature_flag_response,
        units: { distinct_id: distinct_id ?? client.get_distinct_id() },
        native: [event, { $feature_flag, $feature_flag_response }],
      })
    })
}
