import type { DestinationDefinition } from '@segment/actions-core'
import type { Platform } from '../platforms/platform'
import type { SettingValues } from '../platforms/setting'
import { actionsOf } from './actions-of'
import { authentication } from './authentication'
import { presetsOf } from './presets-of'
import { toActionDefinition } from './to-action-definition'

/** A platform as an Actions destination. Each call has its own rate budget and memory. */
export function defineDestination(platform: Platform): DestinationDefinition<SettingValues> {
  const actions = actionsOf(platform)
  return {
    name: platform.name,
    slug: `actions-${platform.id}`,
    mode: 'cloud',
    description: `Send conversions, exposures and audiences to ${platform.name}.`,
    authentication: authentication(platform),
    actions: Object.fromEntries(actions.map((action) => [action.key, toActionDefinition(action)])),
    presets: presetsOf(actions),
  }
}
