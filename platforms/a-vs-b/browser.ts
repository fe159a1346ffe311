/**
 * A vs B's snippet, through its documented hook `window.avsb.onEvent`. The hook is a single slot, so
 * the page's own handler is kept and called, whether it was set before or is set after.
 * https://app.avsb.cloud/docs/developer-reference/on-event-callback
 */
import type { BrowserAdapter } from '../platform'

interface IntegrationEvent {
  experiment_id: string
  experiment_name: string
  variation_id: string
  variation_name: string
  /** `experiment_viewed`, or a conversion. */
  event_name: string
}

type Handler = (this: unknown, event: IntegrationEvent) => void

interface AVsB {
  onEvent?: Handler
  getVisitorId?(): string | undefined
}

const EXPERIMENT_VIEWED = 'experiment_viewed'

/** `avsb` is the snippet's object; by default `window.avsb`, made if the snippet comes later. */
export function aVsB(avsb: AVsB = snippet()): BrowserAdapter {
  return {
    platform: 'a-vs-b',
    subscribe(on) {
      let own = avsb.onEvent
      const listen: Handler = function (event) {
        const { experiment_id, experiment_name, variation_id, variation_name, event_name } = event
        const id = avsb.getVisitorId?.()
        if (event_name === EXPERIMENT_VIEWED) {
          on({
            experimentId: experiment_id,
            experimentName: experiment_name,
            variationId: variation_id,
            variationName: variation_name,
            unit: id ? { kind: 'visitor', id } : undefined,
          })
        }
        own?.call(this, event)
      }
      const slot = { configurable: true, enumerable: true }
      Object.defineProperty(avsb, 'onEvent', {
        ...slot,
        get: () => listen,
        set: (handler) => {
          own = handler
        },
      })
      return () => Object.defineProperty(avsb, 'onEvent', { ...slot, writable: true, value: own })
    },
    /** https://app.avsb.cloud/docs/integrations/segment */
    native: (exposure) => ({
      event: 'avsb_experiment',
      properties: {
        experiment_id: exposure.experimentId,
        experiment_name: exposure.experimentName,
        variation_id: exposure.variationId,
        variation_name: exposure.variationName,
        event_name: EXPERIMENT_VIEWED,
      },
    }),
  }
}

function snippet(): AVsB {
  const page = window as unknown as { avsb?: AVsB }
  page.avsb ??= {}
  return page.avsb
}
