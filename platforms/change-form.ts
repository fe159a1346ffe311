/** A change of an experiment or flag as a Segment event: the spec has none, so the words are ours. */
import type { Change } from './exposure'
import { present } from './present'

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
