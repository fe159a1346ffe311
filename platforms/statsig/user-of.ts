/** The Statsig user of a Segment event: ids by the mapping, attributes from the context. */
import type { Unit } from '../exposure'
import { isRecord } from '../is-record'
import { mappedIds } from '../mapped-ids'
import type { OutgoingEvent } from '../platform'
import { type SettingValues, textSetting } from '../setting'
import { textOf } from '../text-of'

/** https://docs.statsig.com/http-api: `StatsigUser`. */
export interface StatsigUser {
  userID?: string
  customIDs?: Record<string, string>
  email?: string
  ip?: string
  userAgent?: string
  country?: string
  locale?: string
  appVersion?: string
  custom?: Record<string, unknown>
  statsigEnvironment?: { tier: string }
}

/**
 * Segment calls the browser's id `anonymousId`; Statsig's own Segment integration calls it stableID.
 * https://docs.statsig.com/integrations/data-connectors/segment
 */
export const DEFAULT_IDENTITY = { userID: 'userId', stableID: 'anonymousId' }

/** Undefined if no id is left: Statsig could not join the event to anything. */
export function userOf(
  event: OutgoingEvent,
  settings: SettingValues,
  unit?: Unit,
): StatsigUser | undefined {
  const { properties } = event
  const { userID, ...customIDs } = idsOf(event, settings, unit)
  const hasCustomIDs = Object.keys(customIDs).length > 0
  if (userID === undefined && !hasCustomIDs) return undefined
  const user: StatsigUser = {}
  if (userID !== undefined) user.userID = userID
  if (hasCustomIDs) user.customIDs = customIDs
  addAttributes(user, event, settings)
  const custom = pairs(properties.statsigCustom)
  if (custom.length > 0) user.custom = Object.fromEntries(custom)
  const tier = tierOf(properties.statsigEnvironment) ?? textSetting(settings, 'environment')
  if (tier !== undefined) user.statsigEnvironment = { tier }
  return user
}

function idsOf(
  event: OutgoingEvent,
  settings: SettingValues,
  unit: Unit | undefined,
): Record<string, string> {
  const ids = mappedIds(event, settings, DEFAULT_IDENTITY)
  for (const [kind, id] of pairs(event.properties.statsigCustomIDs)) {
    const text = textOf(id)
    if (text !== undefined && text.trim() !== '') ids[kind] = text
  }
  // What was bucketed is what is reported; our own name for Statsig's userID is `user`.
  if (unit !== undefined) ids[unit.kind === 'user' ? 'userID' : unit.kind] = unit.id
  return ids
}

/** Statsig reads `[key, value, key, value]`; an object is taken too. */
function pairs(value: unknown): [string, unknown][] {
  if (isRecord(value)) return Object.entries(value)
  if (!Array.isArray(value)) return []
  const entries: [string, unknown][] = []
  for (let i = 0; i + 1 < value.length; i += 2) entries.push([String(value[i]), value[i + 1]])
  return entries
}

/** What Statsig can target by; the e-mail address only where the setting asks for it. */
function addAttributes(user: StatsigUser, event: OutgoingEvent, settings: SettingValues): void {
  const { ip, userAgent, locale, location, app, traits } = event.context
  if (typeof ip === 'string') user.ip = ip
  if (typeof userAgent === 'string') user.userAgent = userAgent
  if (typeof locale === 'string') user.locale = locale
  const country = isRecord(location) ? location.country : undefined
  if (typeof country === 'string' && /^[A-Za-z]{2}$/.test(country)) user.country = country
  const version = textOf(isRecord(app) ? app.version : undefined)
  if (version !== undefined) user.appVersion = version
  if (settings.sendEmail !== true && settings.sendEmail !== 'true') return
  const email =
    textOf(event.properties.email) ?? textOf(isRecord(traits) ? traits.email : undefined)
  if (email !== undefined) user.email = email
}

function tierOf(environment: unknown): string | undefined {
  return textOf(isRecord(environment) ? environment.tier : environment)
}
