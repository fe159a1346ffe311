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

/** The part of `window.avsb` that is used. */
export interface AVsBLike {
  onEvent?: Handler
}

/** @param avsb by default `window.avsb`, made if the snippet comes later. */
export function aVsB(avsb: AVsBLike = snippet()): BrowserAdapter {
  return (hear) => {
    let own = avsb.onEvent
    const listen: Handler = function (event) {
      const { experiment_id, experiment_name, variation_id, variation_name, event_name } = event
      if (event_name === 'experiment_viewed') {
        const properties = {
          experiment_id,
          experiment_name,
          variation_id,
          variation_name,
          event_name,
        }
        hear('a-vs-b', {
          experimentId: experiment_id,
          experimentName: experiment_name,
          variationId: variation_id,
          variationName: variation_name,
          // https://app.avsb.cloud/docs/integrations/segment
          native: ['avsb_experiment', properties],
        })
      }
      own?.call(this, event)
    }
    Object.defineProperty(avsb, 'onEvent', {
      configurable: true,
      get: () => listen,
      set: (handler) => {
        own = handler
      },
    })
    return () => Object.defineProperty(avsb, 'onEvent', { writable: true, value: own })
  }
}

function snippet(): AVsBLike {
  const page = window as unknown as { avsb?: AVsBLike }
  // biome-ignore lint/suspicious/noAssignInExpressions: made where there is none
  return (page.avsb ??= {})
}
