/** Reads the settings that Segment hands over into a checked shape. */
import { ExperimentsError } from '../platforms/experiments-error'
import { listSetting } from '../platforms/list-setting'
import type { IdentityTarget } from '../platforms/platform'
import { type SettingValues, textSetting } from '../platforms/setting'
import { textMapSetting } from '../platforms/text-map-setting'

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
    sharedSecrets: listSetting(values, 'sharedSecret'),
    signingSecrets: listSetting(values, 'signingSecret'),
    eventForm: eventFormOf(textSetting(values, 'eventForm') ?? 'native'),
    identityMapping: mappingOf(values),
    include: listSetting(values, 'include'),
    exclude: listSetting(values, 'exclude'),
    environments: listSetting(values, 'environments'),
    actorEmail: values.actorEmail === true || values.actorEmail === 'true',
    messageIdScope: textSetting(values, 'messageIdScope') ?? '',
    values,
  }
}

function eventFormOf(text: string): EventForm {
  const form = EVENT_FORMS.find((known) => known === text)
  if (form !== undefined) return form
  throw new ExperimentsError(
    'BAD_SETTING',
    `eventForm must be one of ${EVENT_FORMS.join(', ')} (received: ${JSON.stringify(text)}). Change it in the source's settings.`,
  )
}

function mappingOf(values: SettingValues): Record<string, IdentityTarget> | undefined {
  const mapping = textMapSetting(values, 'identityMapping')
  if (mapping === undefined) return undefined
  return Object.fromEntries(
    Object.entries(mapping).map(([kind, target]) => [kind, targetOf(kind, target)]),
  )
}

function targetOf(kind: string, target: string): IdentityTarget {
  if (target === 'userId' || target === 'anonymousId') return target
  if (/^context(\.[A-Za-z0-9_-]+)+$/.test(target)) {
    const unsafe = target.split('.').some((part) => part === '__proto__')
    if (!unsafe) return target as IdentityTarget
  }
  throw new ExperimentsError(
    'BAD_SETTING',
    `identityMapping for unit kind ${JSON.stringify(kind)} must be userId, anonymousId or context.<path> (received: ${JSON.stringify(target)}). Change it in the source's settings.`,
  )
}
