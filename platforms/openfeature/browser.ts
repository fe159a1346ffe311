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
  return (hear) => {
    api.addHooks({
      after({ flagKey, context }, { value, variant, reason }) {
        hear('openfeature', {
          // https://openfeature.dev/specification/types#resolution-reason
          isOff: reason === 'DISABLED',
          isFlag: !variant,
          experimentId: flagKey,
          variationId:
            reason === 'DEFAULT' || reason === 'ERROR' ? null : (variant ?? String(value)),
          units: { targetingKey: context.targetingKey },
        })
      },
    })
  }
}
