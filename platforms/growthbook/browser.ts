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

/** The part of `GrowthBook` that is used. */
export interface GrowthBookLike {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's own types of experiment and result are generic
  setTrackingCallback(callback: (experiment: any, result: any, user?: any) => unknown): void
  getAllResults(): Map<string, { experiment: Experiment; result: Result }>
}

export function growthbook(gb: GrowthBookLike): BrowserAdapter {
  return (hear, tap) => {
    const listener = (_own: unknown, { key, name }: Experiment, result: Result) =>
      hear('growthbook', {
        isOutside: !result.inExperiment,
        isTest: result.hashUsed === false,
        experimentId: key,
        experimentName: name,
        variationId: result.key,
        variationName: result.name,
        units: { [result.hashAttribute]: result.hashValue },
      })
    gb.getAllResults().forEach(({ experiment, result }) => {
      listener(undefined, experiment, result)
    })
    // The SDK has no way to ask for the callback that is set.
    const { _options } = gb as unknown as { _options: object }
    return tap(_options, 'trackingCallback', listener)
  }
}
