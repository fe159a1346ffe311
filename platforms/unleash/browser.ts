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
  return (hear) => {
    const listener = ({ eventType, enabled, featureName, variant, context }: Impression) => {
      const { userId, sessionId } = context
      hear('unleash', {
        isOff: !enabled,
        isOutside: eventType === 'getVariant' && variant === 'disabled',
        isFlag: !variant,
        experimentId: featureName,
        variationId: variant ?? 'true',
        units: { userId, sessionId },
      })
    }
    client.on('impression', listener)
    return () => client.off('impression', listener)
  }
}
