/** Settings declared in `platforms/` and `source-function/`, as Segment's functions declare them. */

import { settingsOf } from '../destination/settings-of'
import { platformById, platforms } from '../platforms'
import type { Platform } from '../platforms/platform'
import type { Setting } from '../platforms/setting'
import { sourceSettings } from '../source-function/settings'
import type { SourceConfig } from './define-config'
import { DeployError } from './deploy-error'
import type { FunctionSetting } from './public-api/remote'

const TYPES = {
  string: 'STRING',
  boolean: 'BOOLEAN',
  array: 'ARRAY',
  textMap: 'TEXT_MAP',
} as const satisfies Record<Setting['type'], FunctionSetting['type']>

export function functionSettingOf(setting: Setting): FunctionSetting {
  return {
    name: setting.key,
    label: setting.label,
    description: setting.description,
    type: TYPES[setting.type],
    required: setting.required === true,
    sensitive: setting.secret === true,
  }
}

/** Those of every source function, and those of the platforms that its sources may receive from. */
export function settingsOfSourceFunction(sources: readonly SourceConfig[]): Setting[] {
  const ids = sources.map((source) => source.platform ?? 'auto')
  const used = ids.includes('auto') ? platforms : ids.map(platformOf)
  return onePerKey([
    ...sourceSettings,
    ...used.flatMap((platform) => platform.sourceSettings ?? []),
  ])
}

export function settingsOfDestinationFunction(platformId: string): Setting[] {
  return settingsOf(platformOf(platformId))
}

function platformOf(id: string): Platform {
  const platform = platformById(id)
  if (platform !== undefined) return platform
  const known = platforms.map((other) => other.id).join(', ')
  throw new DeployError('BAD_CONFIG', `platform "${id}" is not known. Write one of: ${known}.`)
}

function onePerKey(settings: readonly Setting[]): Setting[] {
  return [...new Map(settings.map((setting) => [setting.key, setting])).values()]
}
