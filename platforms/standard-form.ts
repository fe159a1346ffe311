/**
 * An exposure in Segment's own A/B testing spec, the same from the browser and the server.
 * https://segment.com/docs/connections/spec/ab-testing/
 */
import type { Exposure } from './exposure'

export const EXPERIMENT_VIEWED = 'Experiment Viewed'

/** The four properties of the spec, all strings, and ours behind the prefix `experiment_`. */
export function standardProperties(exposure: Exposure): Record<string, string> {
  const { experimentId, variationId, unit, environment, version } = exposure
  const properties: Record<string, string> = {
    experiment_id: experimentId,
    experiment_name: exposure.experimentName ?? experimentId,
    variation_id: variationId,
    variation_name: exposure.variationName ?? variationId,
    experiment_platform: exposure.platform,
    experiment_kind: exposure.kind,
    experiment_unit_kind: unit.kind,
    experiment_unit_id: unit.id,
  }
  if (environment) properties.experiment_environment = environment
  if (version) properties.experiment_version = version
  return properties
}
