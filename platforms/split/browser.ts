/**
 * Split's (Harness FME's) browser SDK, through its impression listener, which can only be given when
 * the factory is made: `SplitFactory({ ..., impressionListener: adapter })`. What is evaluated before
 * the plugin watches waits.
 * https://help.split.io/hc/en-us/articles/360058730852-Browser-SDK#listener
 */
import type { BrowserAdapter, BrowserEvaluation } from '../platform'

interface ImpressionData {
  impression: {
    feature: string
    treatment: string
    keyName: string
    time: number
    changeNumber?: number
  }
}

/** The adapter, which is the listener as well. */
export interface SplitAdapter extends BrowserAdapter {
  logImpression(data: ImpressionData): void
}

/** @param unitKind what the keys are, as the traffic type calls it. */
export function split(unitKind = 'user'): SplitAdapter {
  const early: BrowserEvaluation[] = []
  const wait = (evaluation: BrowserEvaluation) => {
    early.push(evaluation)
  }
  let on = wait
  return {
    platform: 'split',
    logImpression({ impression }) {
      const { feature, treatment, keyName, time } = impression
      // https://help.split.io/hc/en-us/articles/360020528072-Control-treatment
      if (treatment === 'control') on({ drop: 'FALLBACK' })
      else {
        on({
          experimentId: feature,
          variationId: treatment,
          unit: { kind: unitKind, id: keyName },
          timeMs: time,
          native: { event: 'get_treatment', properties: { split: feature, treatment } },
        })
      }
    },
    subscribe(listener) {
      on = listener
      for (const evaluation of early.splice(0)) on(evaluation)
      return () => {
        on = wait
      }
    },
  }
}
