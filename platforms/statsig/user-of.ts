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
const DEFAULT_IDENTITY = { userID: 'userId', stableID: 'anonymousId' }

/** Undefined if no id is left: Statsig could not join the event to anything. */
export function userOf(
  event: OutgoingEvent,
  settings: SettingValues,
  unit?: Unit,
): StatsigUser | undefined {
  const ids = {
    ...mappedIds(event, settings, DEFAULT_IDENTITY),
    ...pairs(event.properties.statsigCustomIDs),
    // What was bucketed is what is reported; our own name for Statsig's userID is `user`.
    ...(unit === undefined ? {} : { [unit.kind === 'user' ? 'userID' : unit.kind]: unit.id }),
  }
  const { userID, ...customIDs } = textOnly(ids)
  if (userID === undefined && Object.keys(customIDs).length === 0) return undefined
  return withoutEmpty({
    userID,
    customIDs,
    ...attributes(event, settings),
    custom: pairs(event.properties.statsigCustom),
    statsigEnvironment: environmentOf(event, settings),
  })
}

/** Statsig reads `[key, value, key, value]`; an object is taken too. */
function pairs(value: unknown): Record<string, unknown> {
  if (isRecord(value)) return value
  if (!Array.isArray(value)) return {}
  const entries: [string, unknown][] = []
  for (let i = 0; i + 1 < value.length; i += 2) entries.push([String(value[i]), value[i + 1]])
  return Object.fromEntries(entries)
}

function textOnly(ids: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ids).flatMap(([kind, id]): [string, string][] => {
      const text = textOf(id)
      return text === undefined || text.trim() === '' ? [] : [[kind, text]]
    }),
  )
}

function attributes(event: OutgoingEvent, settings: SettingValues): StatsigUser {
  const { ip, userAgent, locale, location, app, traits } = event.context
  const country = textOf(isRecord(location) ? location.country : undefined)
  const wantsEmail = settings.sendEmail === true || settings.sendEmail === 'true'
  return {
    ip: textOf(ip),
    userAgent: textOf(userAgent),
    locale: textOf(locale),
    country: country !== undefined && /^[A-Za-z]{2}$/.test(country) ? country : undefined,
    appVersion: textOf(isRecord(app) ? app.version : undefined),
    email: wantsEmail
      ? (textOf(event.properties.email) ?? textOf(isRecord(traits) ? traits.email : undefined))
      : undefined,
  }
}

function environmentOf(
  event: OutgoingEvent,
  settings: SettingValues,
): { tier: string } | undefined {
  const own = event.properties.statsigEnvironment
  const tier = textOf(isRecord(own) ? own.tier : own) ?? textSetting(settings, 'environment')
  return tier === undefined ? undefined : { tier }
}

function withoutEmpty(user: StatsigUser): StatsigUser {
  return Object.fromEntries(
    Object.entries(user).filter(
      ([, value]) => value !== undefined && !(isRecord(value) && Object.keys(value).length === 0),
    ),
  )
}
