/** Reads the settings that Segment hands over into a checked shape. */
import { ExperimentsError } from '../platforms/experiments-error'
import { isRecord } from '../platforms/is-record'
import type { IdentityTarget } from '../platforms/platform'
import { type SettingValues, textSetting } from '../platforms/setting'

export const EVENT_FORMS = ['native', 'standard', 'both'] as const
export type EventForm = (typeof EVENT_FORMS)[number]

export interface SourceSettings {
  platform: string
  sharedSecrets: readonly string[]
  signingSecrets: readonly string[]
  eventForm: EventForm
  identityMapping?: Readonly<Record<string, IdentityTarget>>
  include: readonly string[]
  exclude: readonly string[]
  environments: readonly string[]
  actorEmail: boolean
  messageIdScope: string
  /** As received, for settings that only one platform has. */
  values: SettingValues
}

/** @throws ExperimentsError BAD_SETTING */
export function readSettings(values: SettingValues): SourceSettings {
  return {
    platform: textSetting(values, 'platform') ?? 'auto',
    sharedSecrets: listOf(values.sharedSecret),
    signingSecrets: listOf(values.signingSecret),
    eventForm: eventFormOf(textSetting(values, 'eventForm') ?? 'native'),
    identityMapping: mappingOf(values.identityMapping),
    include: listOf(values.include),
    exclude: listOf(values.exclude),
    environments: listOf(values.environments),
    actorEmail: values.actorEmail === true || values.actorEmail === 'true',
    messageIdScope: textSetting(values, 'messageIdScope') ?? '',
    values,
  }
}

/** Segment's array settings, or the comma-separated text of `.env`. */
function listOf(value: unknown): string[] {
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : []
  return parts
    .filter((part) => typeof part === 'string')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function eventFormOf(text: string): EventForm {
  const form = EVENT_FORMS.find((known) => known === text)
  if (form !== undefined) return form
  throw new ExperimentsError(
    'BAD_SETTING',
    `eventForm must be one of ${EVENT_FORMS.join(', ')} (received: ${JSON.stringify(text)}). Change it in the source's settings.`,
  )
}

/** A text map, or its `kind=target,kind=target` text. */
function mappingOf(value: unknown): Record<string, IdentityTarget> | undefined {
  const entries: [string, unknown][] = isRecord(value)
    ? Object.entries(value)
    : listOf(value).map((pair) => {
        const [kind = '', target = ''] = pair.split('=')
        return [kind.trim(), target.trim()]
      })
  if (entries.length === 0) return undefined
  return Object.fromEntries(entries.map(([kind, target]) => [kind, targetOf(kind, target)]))
}

function targetOf(kind: string, target: unknown): IdentityTarget {
  if (target === 'userId' || target === 'anonymousId') return target
  if (typeof target === 'string' && /^context(\.[A-Za-z0-9_-]+)+$/.test(target)) {
    const unsafe = target.split('.').some((part) => part === '__proto__')
    if (!unsafe) return target as IdentityTarget
  }
  throw new ExperimentsError(
    'BAD_SETTING',
    `identityMapping for unit kind ${JSON.stringify(kind)} must be userId, anonymousId or context.<path> (received: ${JSON.stringify(target)}). Change it in the source's settings.`,
  )
}
