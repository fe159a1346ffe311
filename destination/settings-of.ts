/** The settings that every destination has beside those of its platform. */
import type { Platform } from '../platforms/platform'
import type { Setting } from '../platforms/setting'

/** A platform that declares one of these keys itself keeps its own declaration. */
export function settingsOf(platform: Platform): Setting[] {
  const own = new Set(platform.settings.map(({ key }) => key))
  const prefix = platform.id.toUpperCase().replace(/-/g, '_')
  const generic: Setting[] = [
    {
      key: 'include',
      label: 'Events to send',
      description:
        'Event names, separated by commas; `*` stands for any characters. Empty sends all.',
      type: 'array',
      env: `${prefix}_INCLUDE`,
    },
    {
      key: 'exclude',
      label: 'Events to hold back',
      description: 'The same, and stronger than the events to send.',
      type: 'array',
      env: `${prefix}_EXCLUDE`,
    },
    {
      key: 'host',
      label: 'Host',
      description:
        'Base URL in place of the hosts of the platform: a proxy, a self-hosted instance or the local workspace.',
      type: 'string',
      env: `${prefix}_HOST`,
    },
  ]
  return [...platform.settings, ...generic.filter(({ key }) => !own.has(key))]
}
