/**
 * Amplitude Experiment's JavaScript client, through its integration: a single slot, so the page's own is
 * listened in on.
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
  track(): boolean
}

/** The part of `ExperimentClient` that is used. */
export interface AmplitudeClientLike {
  getUser(): { user_id?: string; device_id?: string } | null
  addPlugin(plugin: Integration): void
}

export function amplitude(client: AmplitudeClientLike): BrowserAdapter {
  return (hear, tap) => {
    // The SDK has no way to ask for it.
    const { integrationManager } = client as unknown as {
      integrationManager: { integration?: Integration }
    }
    const integration = integrationManager.integration ?? {
      type: 'integration',
      getUser: () => ({}),
      track: () => true,
    }
    tap(integration, 'track', (_, event: { eventProperties: Exposure }) => {
      const { flag_key, variant, experiment_key, metadata } = event.eventProperties
      const { user_id, device_id } = client.getUser() ?? {}
      hear('amplitude', {
        experimentId: experiment_key ?? flag_key,
        experimentName: flag_key,
        variationId: metadata?.default ? null : variant,
        units: { user_id, device_id },
        native: ['$exposure', { flag_key, variant, experiment_key }],
      })
    })
    // Also where it is there: the SDK has bound its `track`, and binds it anew.
    client.addPlugin(integration)
  }
}
