import type { DestinationDefinition } from '@segment/actions-core'
import type { SettingValues } from '../platforms/setting'
import type { ExperimentAction } from './experiment-action'
import { resultOf } from './outcome'
import { runOf } from './to-action-definition'

type OnDelete = DestinationDefinition<SettingValues>['onDelete']

/** Undefined where the platform cannot forget a user: Segment then says so. */
export function onDeleteOf(actions: readonly ExperimentAction[], timeoutMs?: number): OnDelete {
  const deleteUser = actions.find((action) => action.deleteUser !== undefined)?.deleteUser
  if (deleteUser === undefined) return undefined
  return async (request, { settings, payload }) =>
    resultOf(await deleteUser(payload, runOf(request, { settings }, timeoutMs)))
}
