import { dropped, type Outcome } from '../platforms/outcome'
import type { EventsFace, OutgoingEvent, Platform } from '../platforms/platform'
import { cameFrom } from './came-from'
import { eventFilter } from './event-filter'
import type { ExperimentAction } from './experiment-action'
import { IS_NO_EXPOSURE } from './exposure-subscription'
import { eventFields } from './fields'
import { outgoingEvent } from './outgoing-event'
import { runEvents } from './run-events'

const IS_CONVERSION =
  '(type = "track" or type = "page" or type = "screen" or type = "group") and event != "Audience Entered" and event != "Audience Exited" and context.personas.computation_class != "audience"'

/** Conversions: what experiments are measured by. */
export function trackEvent(platform: Platform, face: EventsFace): ExperimentAction {
  return {
    key: 'trackEvent',
    title: 'Track Event',
    description: 'Send track, page, screen and group calls as the events that metrics are made of.',
    subscription: `${IS_CONVERSION} and ${IS_NO_EXPOSURE}`,
    fields: eventFields,
    batchSize: face.batchSize,
    run(payloads, run) {
      const passes = eventFilter(run.settings)
      const translate = (payload: (typeof payloads)[number]): OutgoingEvent | Outcome => {
        const event = outgoingEvent(payload, run.nowMs)
        if ('status' in event) return event
        if (passes(event.name ?? event.type)) return cameFrom(platform.id, event) ?? event
        return dropped('FILTERED', 'Held back by include or exclude.')
      }
      return runEvents(
        payloads.map(translate),
        (events) => face.conversions(events, run.settings),
        face,
        run,
      )
    },
  }
}
