/** Where a request of Acme goes: the setting `host`, else the region's host. */
import { type SettingValues, textSetting } from '../setting'

export function hostOf(settings: SettingValues): string {
  const host = textSetting(settings, 'host')
  if (host !== undefined) return host
  return textSetting(settings, 'region') === 'eu'
    ? 'https://api.eu.acme.example'
    : 'https://api.acme.example'
}
