/** What one of LaunchDarkly's `feature` events says about the flag. */
import type { ExposureKind } from '../exposure'
import { isRecord } from '../is-record'
import type { DropReason } from '../outcome'
import { textOf } from '../text-of'

type Fields = Record<string, unknown>

interface Evaluation {
  kind: ExposureKind
  variationId: string
  variationName?: string
  version?: string
  /** LaunchDarkly sends the evaluation, but nobody saw a variation of an enabled flag. */
  notExposure?: DropReason
}

export function evaluationOf(event: Fields): Evaluation {
  const reason = isRecord(event.reason) ? event.reason : undefined
  const inExperiment = reason?.inExperiment === true
  return {
    kind: inExperiment ? 'experiment' : 'flag',
    variationId: textOf(event.variation) ?? '',
    variationName: textOf(event.variationName),
    version: textOf(event.version),
    notExposure: notExposureOf(event, textOf(reason?.kind), inExperiment),
  }
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
