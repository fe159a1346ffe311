/**
 * Unleash's proxy client, through its impression event: only toggles with impression data enabled
 * tell of themselves, and only those with variants are experiments.
 * https://docs.getunleash.io/reference/impression-data
 */
import type { BrowserAdapter } from '../platform'

interface Impression {
  eventType: string
  enabled: boolean
  featureName: string
  variant?: string
  context: { userId?: string; sessionId?: string | number }
}

/** The part of `UnleashClient` that is used. */
export interface UnleashClientLike {
  on(name: 'impression', listener: (event: Impression) => void): unknown
  off(name: 'impression', listener: (event: Impression) => void): unknown
}

export function unleash(client: UnleashClientLike): BrowserAdapter {
  return {
    platform: 'unleash',
    subscribe(on) {
      const listener = ({ eventType, enabled, featureName, variant, context }: Impression) => {
        const { userId, sessionId } = context
        if (!enabled) on({ drop: 'DISABLED' })
        else if (eventType === 'getVariant' && variant === 'disabled') on({ drop: 'NOT_ENROLLED' })
        else {
          on({
            kind: variant ? 'experiment' : 'flag',
            experimentId: featureName,
            variationId: variant ?? 'true',
            unit: userId
              ? { kind: 'userId', id: userId }
              : { kind: 'sessionId', id: sessionId ? String(sessionId) : '' },
          })
        }
      }
      client.on('impression', listener)
      return () => {
        client.off('impression', listener)
      }
    },
  }
}
