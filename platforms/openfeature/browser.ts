/**
 * OpenFeature's web SDK, through an evaluation hook: hears any provider (Eppo, ConfigCat, DevCycle,
 * Flagsmith and others). Evaluations that failed never reach the hook.
 * https://openfeature.dev/specification/sections/hooks
 */
import type { BrowserAdapter } from '../platform'

interface HookContext {
  flagKey: string
  context: { targetingKey?: string }
}

interface Details {
  value: unknown
  variant?: string
  reason?: string
}

/** The part of `OpenFeature`, or of a client of it, that is used. */
export interface OpenFeatureLike {
  addHooks(hook: { after(context: Readonly<HookContext>, details: Details): void }): unknown
}

export function openfeature(api: OpenFeatureLike): BrowserAdapter {
  return {
    platform: 'openfeature',
    subscribe(on) {
      let isOn = true
      api.addHooks({
        after({ flagKey, context }, { value, variant, reason }) {
          const { targetingKey: id } = context
          if (!isOn) return
          // https://openfeature.dev/specification/types#resolution-reason
          if (reason === 'DISABLED') on({ drop: 'DISABLED' })
          else if (reason === 'DEFAULT' || reason === 'ERROR') on({ drop: 'FALLBACK' })
          else {
            on({
              kind: variant ? 'experiment' : 'flag',
              experimentId: flagKey,
              variationId: variant ?? String(value),
              unit: { kind: 'targetingKey', id },
            })
          }
        },
      })
      // Hooks can only be taken away all together.
      return () => {
        isOn = false
      }
    },
  }
}
