import type { Unit } from './exposure'
import type { OutgoingEvent } from './platform'
import type { SettingValues } from './setting'
import { textMapSetting } from './text-map-setting'
import { textOf } from './text-of'
import { valueAt } from './value-at'

/**
 * The units of an event, by kind: the setting `identityMapping`, or else the platform's own, says
 * where each id is: `userId`, `anonymousId`, `groupId` or a path. One kind never stands in for
 * another, and an empty or blank id is none.
 */
export function mappedIds(
  event: Partial<OutgoingEvent>,
  settings: SettingValues,
  ownMapping: Readonly<Record<string, string>>,
): Record<string, string> {
  const mapping = settings.identityMapping === undefined ? undefined : mappingOf(settings)
  const ids: Record<string, string> = {}
  for (const [kind, path] of Object.entries(mapping ?? ownMapping)) {
    const id = textOf(valueAt(event, path))
    if (id !== undefined && id.trim() !== '') ids[kind] = id
  }
  return ids
}

/** The same as a list. */
export function mappedUnits(...args: Parameters<typeof mappedIds>): Unit[] {
  return Object.entries(mappedIds(...args)).map(([kind, id]) => ({ kind, id }))
}

type Mapping = Readonly<Record<string, string>> | undefined
const parsed = new WeakMap<SettingValues, Mapping>()

/** A batch has one settings object: its text is parsed once, not for each event. */
function mappingOf(settings: SettingValues): Mapping {
  if (!parsed.has(settings)) parsed.set(settings, textMapSetting(settings, 'identityMapping'))
  return parsed.get(settings)
}
