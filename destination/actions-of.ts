import type { Platform } from '../platforms/platform'
import type { ExperimentAction } from './experiment-action'
import { identifyUser } from './identify-user'
import { syncAudience } from './sync-audience'
import { trackEvent } from './track-event'
import { trackExposure } from './track-exposure'

/** The actions that a platform has because of its faces. */
export function actionsOf(platform: Platform): ExperimentAction[] {
  const { events, lists, deletion } = platform
  const actions: ExperimentAction[] = []
  if (events !== undefined) {
    const { exposures, attributes } = events
    actions.push(trackEvent(platform, events))
    if (exposures !== undefined) actions.push(trackExposure(platform, { ...events, exposures }))
    if (attributes !== undefined) actions.push(identifyUser({ ...events, attributes }))
  }
  if (lists !== undefined) actions.push(syncAudience(lists, deletion))
  return actions
}
