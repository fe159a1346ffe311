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
  let on = (evaluation: BrowserEvaluation) => {
    early.push(evaluation)
  }
  const adapter: Partial<SplitAdapter> & BrowserAdapter = (hear) => {
    on = (evaluation) => hear('split', evaluation)
    early.splice(0).forEach(on)
  }
  adapter.logImpression = ({ impression }) => {
    const { feature, treatment, keyName, time } = impression
    on({
      experimentId: feature,
      // https://help.split.io/hc/en-us/articles/360020528072-Control-treatment
      variationId: treatment === 'control' ? null : treatment,
      units: { [unitKind]: keyName },
      timeMs: time,
      native: ['get_treatment', { split: feature, treatment }],
    })
  }
  return adapter as SplitAdapter
}
