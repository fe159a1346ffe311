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
  event: OutgoingEvent,
  settings: SettingValues,
  ownMapping: Readonly<Record<string, string>>,
): Record<string, string> {
  const mapping = textMapSetting(settings, 'identityMapping') ?? ownMapping
  const ids: Record<string, string> = {}
  for (const [kind, path] of Object.entries(mapping)) {
    const id = textOf(valueAt(event, path))
    if (id !== undefined && id.trim() !== '') ids[kind] = id
  }
  return ids
}
