/** What one of Statsig's `*_exposure` events says about the experiment, gate or configuration. */
import type { ExposureKind } from '../exposure'
import type { DropReason } from '../outcome'
import { textOf } from '../text-of'

export interface Evaluation {
  kind: ExposureKind
  experimentId: string
  variationId: string
  variationName?: string
  /** The SDK had no answer: in no form is this an exposure. */
  falseExposure?: DropReason
  /** Statsig sends the evaluation, but the unit is not in the experiment. */
  notExposure?: DropReason
}

/**
 * Rule ids that stand for "in no group of this experiment".
 * https://docs.statsig.com/sdk/debugging and Statsig's public SDK tests
 */
const NO_GROUP = new Set(['', 'default', 'prestart', 'layerAssignment', 'disabled', 'abandoned'])

export function evaluationOf(
  eventName: string,
  metadata: Record<string, unknown>,
): Evaluation | undefined {
  if (eventName === 'statsig::gate_exposure') return gate(metadata)
  if (eventName === 'statsig::layer_exposure') {
    return configuration(metadata, textOf(metadata.allocatedExperiment), 'experiment')
  }
  const isExperiment = eventName === 'statsig::experiment_exposure'
  if (!isExperiment && eventName !== 'statsig::config_exposure') return undefined
  // SDKs log experiments as config_exposure; only a group name tells them from configurations.
  const grouped = textOf(metadata.experimentGroupName) !== undefined
  const kind = isExperiment || grouped ? 'experiment' : 'configuration'
  return configuration(metadata, textOf(metadata.config), kind)
}

function gate(metadata: Record<string, unknown>): Evaluation {
  const experimentId = textOf(metadata.gate)
  const { gateValue } = metadata
  const variationId = typeof gateValue === 'boolean' ? String(gateValue) : textOf(gateValue)
  const complete = experimentId !== undefined && variationId !== undefined
  return {
    kind: 'flag',
    experimentId: experimentId ?? '',
    variationId: variationId ?? '',
    falseExposure: falseExposureOf(metadata),
    notExposure: complete ? undefined : 'NOT_ENROLLED',
  }
}

function configuration(
  metadata: Record<string, unknown>,
  experimentId: string | undefined,
  kind: ExposureKind,
): Evaluation {
  const ruleId = textOf(metadata.ruleID) ?? ''
  const outside =
    experimentId === undefined || NO_GROUP.has(ruleId) || ruleId.startsWith('targetingGate')
  return {
    kind,
    experimentId: experimentId ?? '',
    variationId: ruleId,
    variationName: textOf(metadata.experimentGroupName),
    falseExposure: falseExposureOf(metadata),
    notExposure: outside ? 'NOT_ENROLLED' : undefined,
  }
}

/** `reason` is `<where from>` in older SDKs and `<where from>:<how>` in newer ones. */
function falseExposureOf(metadata: Record<string, unknown>): DropReason | undefined {
  const reason = textOf(metadata.reason) ?? ''
  const noAnswer = /^(Uninitialized|Unrecognized|NoValues|Error|Loading)\b|:Unrecognized$/
  return noAnswer.test(reason) ? 'FALLBACK' : undefined
}
