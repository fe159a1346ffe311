import type { Platform } from '../platforms/platform'
import type { ExperimentAction } from './experiment-action'
import { syncAudience } from './sync-audience'
import { trackEvent } from './track-event'

/** The actions that a platform has because of its faces. */
export function actionsOf(platform: Platform): ExperimentAction[] {
  const { events, lists } = platform
  return [
    ...(events === undefined ? [] : [trackEvent(events)]),
    ...(lists === undefined ? [] : [syncAudience(lists)]),
  ]
}
