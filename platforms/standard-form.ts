/**
 * An exposure in Segment's own A/B testing spec, the same from the browser and the server.
 * https://segment.com/docs/connections/spec/ab-testing/
 */
import type { Change, Exposure } from './exposure'
import { present } from './present'

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
  // Without `present`, which would be a tenth of the browser plugin.
  if (environment !== undefined) properties.experiment_environment = environment
  if (version !== undefined) properties.experiment_version = version
  return properties
}

export const CHANGE_EVENTS = {
  started: 'Experiment Started',
  changed: 'Experiment Changed',
  stopped: 'Experiment Stopped',
} as const satisfies Record<Change['action'], string>

/** The actor's e-mail address is left out unless `withEmail`. */
export function changeProperties(change: Change, withEmail: boolean): Record<string, string> {
  return present({
    experiment_id: change.experimentId,
    experiment_name: change.experimentName ?? change.experimentId,
    experiment_platform: change.platform,
    experiment_kind: change.kind,
    experiment_environment: change.environment,
    change_description: change.description,
    actor_id: change.actor?.id,
    actor_name: change.actor?.name,
    actor_email: withEmail ? change.actor?.email : undefined,
  } as Record<string, string>)
}
