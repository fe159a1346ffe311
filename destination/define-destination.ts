import type { AudienceDestinationDefinition, DestinationDefinition } from '@segment/actions-core'
import type { Platform } from '../platforms/platform'
import type { SettingValues } from '../platforms/setting'
import { actionsOf } from './actions-of'
import { audienceParts } from './audience-parts'
import { authentication } from './authentication'
import { onDeleteOf } from './on-delete'
import { presetsOf } from './presets-of'
import { toActionDefinition } from './to-action-definition'

/**
 * A platform as an Actions destination. Each call has its own rate budget and memory.
 *
 * @param options `timeoutMs`: how long an answer is waited for, 3,500 by default.
 */
export function defineDestination(
  platform: Platform,
  options: { timeoutMs?: number } = {},
): DestinationDefinition<SettingValues> | AudienceDestinationDefinition<SettingValues> {
  const actions = actionsOf(platform)
  return {
    ...(platform.lists === undefined ? {} : audienceParts(platform.lists)),
    name: platform.name,
    slug: `actions-${platform.id}`,
    mode: 'cloud',
    description: `Send conversions, exposures and audiences to ${platform.name}.`,
    authentication: authentication(platform),
    actions: Object.fromEntries(
      actions.map((action) => [action.key, toActionDefinition(action, options.timeoutMs)]),
    ),
    presets: presetsOf(actions),
    onDelete: onDeleteOf(actions, options.timeoutMs),
  }
}
