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
  return {
    platform: 'optimizely',
    subscribe(on) {
      const id = notificationCenter.addNotificationListener(
        'DECISION',
        ({ type, userId, decisionInfo }: Decision) => {
          const { ruleKey, variationKey, experimentId, variationId } = decisionInfo
          if (type !== 'flag') return
          if (!ruleKey || !variationKey) on({ drop: 'NOT_ENROLLED' })
          else if (!decisionInfo.decisionEventDispatched) on({ drop: 'DISABLED' })
          else {
            on({
              experimentId: experimentId ?? ruleKey,
              experimentName: ruleKey,
              variationId: variationId ?? variationKey,
              variationName: variationKey,
              unit: { kind: 'user', id: userId },
            })
          }
        },
      )
      return () => {
        notificationCenter.removeNotificationListener(id)
      }
    },
  }
}
