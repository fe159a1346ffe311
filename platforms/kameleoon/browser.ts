/**
 * Kameleoon's JavaScript SDK, through its evaluation event, which holds a single callback: give your
 * own to the adapter.
 * https://developers.kameleoon.com/feature-management-and-experimentation/web-sdks/js-sdk/#onevent
 */
import type { BrowserAdapter } from '../platform'

export interface KameleoonEvaluation {
  featureKey: string
  /** Null ids: the visitor got the default. */
  variation: { experimentId: number | null; id: number | null; key: string }
}

type Listener = (evaluation: KameleoonEvaluation) => void

/** The part of `KameleoonClient` that is used; `onEvent` works once it is initialised. */
export interface KameleoonClientLike {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's type of event is an enum of its own
  onEvent(type: any, listener: Listener): void
}

export interface KameleoonOptions {
  visitorCode: string
  /** Kameleoon's own event is `[Company] Experiment`; without it the standard one is sent. */
  company?: string
  /** The page's own callback, which the adapter's would replace. */
  onEvaluation?: Listener
}

export function kameleoon(
  client: KameleoonClientLike,
  { visitorCode, company, onEvaluation = () => {} }: KameleoonOptions,
): BrowserAdapter {
  return (hear) => {
    client.onEvent('evaluation', (evaluation) => {
      const { featureKey, variation } = evaluation
      const { experimentId, id, key } = variation
      hear('kameleoon', {
        isOutside: experimentId === null || id === null,
        experimentId: String(experimentId),
        experimentName: featureKey,
        variationId: id,
        variationName: key,
        units: { visitorCode },
        native: company
          ? [`[${company}] Experiment`, { experimentId, variationId: id }]
          : undefined,
      })
      onEvaluation(evaluation)
    })
    return () => client.onEvent('evaluation', onEvaluation)
  }
}
