/** What one of LaunchDarkly's `feature` events says about the flag. */
import type { Exposure, ExposureKind } from '../exposure'
import { isRecord } from '../is-record'
import type { DropReason } from '../outcome'
import { present } from '../present'
import { textOf } from '../text-of'

type Fields = Record<string, unknown>

interface Evaluation {
  kind: ExposureKind
  /** https://launchdarkly.com/docs/integrations/data-export/segment-schema-reference */
  properties: Fields
  /** LaunchDarkly sends the evaluation, but nobody saw a variation of an enabled flag. */
  notExposure?: DropReason
  seen: Pick<Exposure, 'experimentId' | 'variationId' | 'variationName' | 'version'>
}

export function evaluationOf(event: Fields, key: string): Evaluation {
  const reason = isRecord(event.reason) ? event.reason : {}
  const inExperiment = reason.inExperiment === true
  return {
    // The experiment's own id is not in the event: its flag stands for it.
    kind: inExperiment ? 'experiment' : 'flag',
    properties: {
      value: event.value,
      flagVersion: event.version,
      variation: event.variation,
      variationName: event.variationName,
      default: defaultOf(event.default),
      reasonKind: reason.kind,
      inExperiment: reason.inExperiment,
      prereqOf: event.prereqOf,
    },
    notExposure: notExposureOf(event, textOf(reason.kind), inExperiment),
    seen: present({
      experimentId: key,
      variationId: textOf(event.variation) ?? '',
      variationName: textOf(event.variationName),
      version: textOf(event.version),
    }),
  }
}

/** A boolean in the generic export, and text in the documented Segment event. */
function defaultOf(value: unknown): unknown {
  return typeof value === 'boolean' ? String(value) : value
}

/** https://launchdarkly.com/docs/sdk/concepts/evaluation-reasons */
function notExposureOf(
  event: Fields,
  reasonKind: string | undefined,
  inExperiment: boolean,
): DropReason | undefined {
  if (reasonKind === 'ERROR') return 'FALLBACK'
  if (reasonKind === 'OFF') return 'DISABLED'
  if (textOf(event.variation) === undefined) return 'FALLBACK'
  if (reasonKind === 'PREREQUISITE_FAILED') return 'NOT_ENROLLED'
  // Evaluated only to decide another flag, unless LaunchDarkly itself counts it.
  return textOf(event.prereqOf) !== undefined && !inExperiment ? 'NOT_ENROLLED' : undefined
}
