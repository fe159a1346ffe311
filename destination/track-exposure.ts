import type { ExposureKind } from '../platforms/exposure'
import { dropped, type Outcome, rejected } from '../platforms/outcome'
import type { EventsFace, OutgoingExposure, Platform } from '../platforms/platform'
import { present } from '../platforms/present'
import { cameFrom } from './came-from'
import { eventFilter } from './event-filter'
import type { ActionRun, ExperimentAction, Payload } from './experiment-action'
import { eventFields, exposureFields } from './fields'
import { idOf, outgoingEvent } from './outgoing-event'
import { runEvents } from './run-events'

type ExposuresFace = EventsFace & Required<Pick<EventsFace, 'exposures'>>

/** Exposures that the platform did not evaluate itself: another platform's, or the customer's own. */
export function trackExposure(platform: Platform, face: ExposuresFace): ExperimentAction {
  return {
    key: 'trackExposure',
    title: 'Track Exposure',
    description: 'Send exposures in the form of Segment’s A/B testing spec, Experiment Viewed.',
    subscription: 'type = "track" and event = "Experiment Viewed"',
    fields: { ...eventFields, ...exposureFields },
    batchSize: face.batchSize,
    run(payloads, run) {
      const passes = eventFilter(run.settings)
      const exposures = payloads.map((payload) => exposureOf(payload, platform, passes, run))
      return runEvents(exposures, (batch) => face.exposures(batch, run.settings), face, run)
    },
  }
}

function exposureOf(
  payload: Payload,
  platform: Platform,
  passes: (name: string) => boolean,
  run: ActionRun,
): OutgoingExposure | Outcome {
  const event = outgoingEvent(payload, run.nowMs)
  if ('status' in event) return event
  const experimentId = idOf(payload.experiment_id)
  const variationId = idOf(payload.variation_id)
  if (experimentId === undefined || variationId === undefined) {
    return rejected('MALFORMED', 'An exposure needs an experiment id and a variation id.')
  }
  if (!passes(experimentId)) return dropped('FILTERED', 'Held back by include or exclude.')
  // Sent back, it would be counted twice, and a webhook of the platform would make it a circle.
  if (payload.platform === platform.id) {
    return dropped('DUPLICATE', 'The platform evaluated and counted this exposure itself.')
  }
  const circle = cameFrom(platform.id, event)
  if (circle !== undefined) return circle
  const [unitKind, unitId] = [idOf(payload.unit_kind), idOf(payload.unit_id)]
  const exposure = {
    kind: kindOf(payload.kind),
    experimentId,
    experimentName: idOf(payload.experiment_name),
    variationId,
    variationName: idOf(payload.variation_name),
    timeMs: event.timeMs,
    unit:
      unitKind === undefined || unitId === undefined ? undefined : { kind: unitKind, id: unitId },
  }
  return { ...event, exposure: present(exposure) }
}

function kindOf(value: unknown): ExposureKind {
  return value === 'flag' || value === 'configuration' ? value : 'experiment'
}
