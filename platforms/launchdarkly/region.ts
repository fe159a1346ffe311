/** LaunchDarkly's hosts, by purpose and region. */
import { type SettingValues, textSetting } from '../setting'

/**
 * Commercial and federal hosts are in LaunchDarkly's OpenAPI document. The European ones are not;
 * they follow the same pattern and were not checked against a live account.
 */
export const hosts = {
  app: {
    us: 'https://app.launchdarkly.com',
    eu: 'https://app.eu.launchdarkly.com',
    federal: 'https://app.launchdarkly.us',
  },
  events: {
    us: 'https://events.launchdarkly.com',
    eu: 'https://events.eu.launchdarkly.com',
    federal: 'https://events.launchdarkly.us',
  },
  sdk: {
    us: 'https://clientsdk.launchdarkly.com',
    eu: 'https://clientsdk.eu.launchdarkly.com',
    federal: 'https://clientsdk.launchdarkly.us',
  },
} as const

export const REGIONS = ['us', 'eu', 'federal'] as const

export function hostFor(purpose: keyof typeof hosts, settings: SettingValues): string {
  const region = REGIONS.find((known) => known === textSetting(settings, 'region')) ?? 'us'
  return hosts[purpose][region]
}
