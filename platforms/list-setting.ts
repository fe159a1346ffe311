import type { SettingValues } from './setting'

/** A setting that is a list: an array where Segment has arrays, or text separated by commas. */
export function listSetting(values: SettingValues, key: string): string[] {
  const value = values[key]
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : []
  return parts.flatMap((part) => {
    const text = typeof part === 'string' ? part.trim() : ''
    return text === '' ? [] : [text]
  })
}
