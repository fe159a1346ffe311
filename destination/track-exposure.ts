import type { ExposureKind, Unit } from '../platforms/exposure'
import { nativeExposureOf } from '../platforms/native-exposure-of'
import type { SeenExposure } from '../platforms/native-face'
import { dropped, type Outcome, rejected } from '../platforms/outcome'
import type { EventsFace, OutgoingExposure, Platform } from '../platforms/platform'
import { present } from '../platforms/present'
import { cameFrom } from './came-from'
import { eventFilter } from './event-filter'
import type { ActionRun, ExperimentAction, Payload } from './experiment-action'
import { IS_EXPOSURE } from './exposure-subscription'
import { eventFields, exposureFields } from './fields'
import { idOf, outgoingEvent } from './outgoing-event'
import { runEvents } from './run-events'

type ExposuresFace = EventsFace & Required<Pick<EventsFace, 'exposures'>>

/** Exposures that the platform did not evaluate itself: another platform's, or the customer's own. */
export function trackExposure(platform: Platform, face: ExposuresFace): ExperimentAction {
  return {
    key: 'trackExposure',
    title: 'Track Exposure',
    description:
      'Send exposures: Experiment Viewed of Segment’s A/B testing spec, and what other platforms send to Segment in their own form.',
    subscription: IS_EXPOSURE,
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
  const seen = nativeExposureOf(event) ?? standardExposureOf(payload)
  // Sent back, it would be counted twice, and a webhook of the platform would make it a circle.
  if (seen.platform === platform.id) return OWN
  const circle = cameFrom(platform.id, event)
  if (circle !== undefined) return circle
  if ('drop' in seen) return dropped(seen.drop)
  if (seen.exposure === undefined) return INCOMPLETE
  const { timeMs } = event
  const exposure = { ...seen.exposure, timeMs, unit: unitOf(payload) ?? seen.exposure.unit }
  if (passes(exposure.experimentId)) return { ...event, exposure: present(exposure) }
  return dropped('FILTERED', 'Held back by include or exclude.')
}

const OWN = dropped('DUPLICATE', 'The platform evaluated and counted this exposure itself.')
const INCOMPLETE = rejected('MALFORMED', 'An exposure needs an experiment id and a variation id.')

/** What the mapping found, by default in the standard form. */
function standardExposureOf(payload: Payload): { platform?: string; exposure?: SeenExposure } {
  const platform = idOf(payload.platform)
  const experimentId = idOf(payload.experiment_id)
  const variationId = idOf(payload.variation_id)
  if (experimentId === undefined || variationId === undefined) return { platform }
  const experimentName = idOf(payload.experiment_name)
  const variationName = idOf(payload.variation_name)
  const kind = kindOf(payload.kind)
  return {
    platform,
    exposure: { kind, experimentId, experimentName, variationId, variationName },
  }
}

function kindOf(value: unknown): ExposureKind {
  return value === 'flag' || value === 'configuration' ? value : 'experiment'
}

function unitOf(payload: Payload): Unit | undefined {
  const kind = idOf(payload.unit_kind)
  const id = idOf(payload.unit_id)
  return kind === undefined || id === undefined ? undefined : { kind, id }
}
