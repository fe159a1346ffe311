/**
 * Optimizely Feature Experimentation's JavaScript SDK 6.x, through its decision notifications. Only the
 * decisions that Optimizely itself counts as impressions are exposures.
 * https://docs.developers.optimizely.com/feature-experimentation/docs/set-up-a-notification-listener-for-the-javascript-sdk
 */
import type { BrowserAdapter } from '../platform'

interface Decision {
  type: string
  userId: string
  decisionInfo: {
    flagKey?: string
    ruleKey?: string | null
    variationKey?: string | null
    enabled?: boolean
    decisionEventDispatched?: boolean
    experimentId?: string | null
    variationId?: string | null
  }
}

/** The part of the client that is used. */
export interface OptimizelyClientLike {
  notificationCenter: {
    // biome-ignore lint/suspicious/noExplicitAny: the SDK's payload is a union over all kinds of decisions
    addNotificationListener(type: any, listener: (decision: any) => void): number
    removeNotificationListener(id: number): unknown
  }
}

export function optimizely({ notificationCenter }: OptimizelyClientLike): BrowserAdapter {
  return (hear) => {
    const listener = ({ type, userId, decisionInfo }: Decision) => {
      const { ruleKey, variationKey, experimentId, variationId } = decisionInfo
      if (type !== 'flag') return
      const isOutside = !ruleKey || !variationKey
      hear('optimizely', {
        isOutside,
        isOff: !isOutside && !decisionInfo.decisionEventDispatched,
        experimentId: experimentId ?? ruleKey ?? '',
        experimentName: ruleKey ?? undefined,
        variationId: variationId ?? variationKey,
        variationName: variationKey,
        units: { user: userId },
      })
    }
    const id = notificationCenter.addNotificationListener('DECISION', listener)
    return () => notificationCenter.removeNotificationListener(id)
  }
}
