import { isRecord } from './is-record'
import type { SettingValues } from './setting'

/**
 * A setting that maps names to names: an object where Segment has text maps, or text such as
 * `userID=userId, stableID=anonymousId` where it has only text. Undefined when absent or empty.
 */
export function textMapSetting(
  values: SettingValues,
  key: string,
): Record<string, string> | undefined {
  const value = values[key]
  const pairs = isRecord(value)
    ? Object.entries(value)
    : typeof value === 'string'
      ? value.split(',').map((pair) => splitAtEquals(pair))
      : []
  const entries = pairs.flatMap(([from, to]): [string, string][] =>
    typeof to === 'string' && from.trim() !== '' && to.trim() !== ''
      ? [[from.trim(), to.trim()]]
      : [],
  )
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

function splitAtEquals(pair: string): [string, string] {
  const at = pair.indexOf('=')
  return at < 0 ? ['', ''] : [pair.slice(0, at), pair.slice(at + 1)]
}
