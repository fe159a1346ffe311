/**
 * GrowthBook's JavaScript SDK, through its tracking callback: a single slot, so the page's own
 * callback is kept. What was assigned before is heard too. GrowthBook's own Segment event is the
 * standard one.
 * https://docs.growthbook.io/lib/js#experimentation-ab-testing
 */
import type { BrowserAdapter } from '../platform'

interface Experiment {
  key: string
  name?: string
}

interface Result {
  key: string
  name?: string
  inExperiment: boolean
  /** False where a variation is forced, by the query string or by code. */
  hashUsed?: boolean
  hashAttribute: string
  hashValue: string
}

// biome-ignore lint/suspicious/noExplicitAny: the SDK's own types of experiment and result are generic
type Callback = (experiment: any, result: any, user?: any) => unknown

/** The part of `GrowthBook` that is used. */
export interface GrowthBookLike {
  setTrackingCallback(callback: Callback): void
  getAllResults(): Map<string, { experiment: Experiment; result: Result }>
}

export function growthbook(gb: GrowthBookLike): BrowserAdapter {
  return {
    platform: 'growthbook',
    subscribe(on) {
      // The SDK has no way to ask for it.
      const options = (gb as unknown as { _options?: { trackingCallback?: Callback } })._options
      const own: Callback = options?.trackingCallback ?? (() => {})
      const hear = ({ key, name }: Experiment, result: Result) => {
        const { hashAttribute, hashValue, hashUsed, inExperiment } = result
        if (!inExperiment) on({ drop: 'NOT_ENROLLED' })
        else {
          on({
            experimentId: key,
            experimentName: name,
            variationId: result.key,
            variationName: result.name,
            unit: { kind: hashAttribute, id: hashValue },
            isTest: hashUsed === false,
          })
        }
      }
      for (const { experiment, result } of gb.getAllResults().values()) hear(experiment, result)
      gb.setTrackingCallback((experiment, result, user) => {
        hear(experiment, result)
        return own(experiment, result, user)
      })
      return () => gb.setTrackingCallback(own)
    },
  }
}
