/** The destinations: one for each platform that takes events or lists. */
import type { DestinationDefinition } from '@segment/actions-core'
import { platforms } from '../platforms'
import type { SettingValues } from '../platforms/setting'
import { defineDestination } from './define-destination'

export const destinations: Readonly<Record<string, DestinationDefinition<SettingValues>>> =
  Object.fromEntries(
    platforms
      .filter(({ events, lists }) => events !== undefined || lists !== undefined)
      .map((platform) => [platform.id, defineDestination(platform)]),
  )

export { defineDestination }
