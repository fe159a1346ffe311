/**
 * Amplitude Experiment's JavaScript client, as its integration plugin: a single slot, so an
 * integration that is already there keeps working.
 * https://amplitude.com/docs/sdks/experiment-sdks/experiment-javascript#integrations
 */
import type { BrowserAdapter } from '../platform'

interface Exposure {
  flag_key: string
  variant?: string
  experiment_key?: string
  metadata?: { default?: boolean }
}

interface Integration {
  type: 'integration'
  getUser(): object
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's event has a type of its own
  track(event: any): boolean
}

/** The part of `ExperimentClient` that is used. */
export interface AmplitudeClientLike {
  getUser(): { user_id?: string; device_id?: string } | null
  addPlugin(plugin: Integration): void
}

export function amplitude(client: AmplitudeClientLike): BrowserAdapter {
  return {
    platform: 'amplitude',
    subscribe(on) {
      // The SDK has no way to ask for it.
      const { integrationManager } = client as {
        integrationManager?: { integration?: Integration }
      }
      const own: Integration = integrationManager?.integration ?? {
        type: 'integration',
        getUser: () => ({}),
        track: () => true,
      }
      client.addPlugin({
        type: 'integration',
        getUser: () => own.getUser(),
        track(event: { eventProperties: Exposure }) {
          const { flag_key, variant, experiment_key, metadata } = event.eventProperties
          const { user_id, device_id } = client.getUser() ?? {}
          if (metadata?.default) on({ drop: 'FALLBACK' })
          else if (!variant) on({ drop: 'NOT_ENROLLED' })
          else {
            on({
              experimentId: experiment_key ?? flag_key,
              experimentName: flag_key,
              variationId: variant,
              unit: user_id
                ? { kind: 'user_id', id: user_id }
                : { kind: 'device_id', id: device_id },
              native: { event: '$exposure', properties: { flag_key, variant, experiment_key } },
            })
          }
          return own.track(event)
        },
      })
      return () => client.addPlugin(own)
    },
  }
}
