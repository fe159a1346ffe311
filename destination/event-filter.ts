import { listSetting } from '../platforms/list-setting'
import { matchesGlob } from '../platforms/matches-glob'
import type { SettingValues } from '../platforms/setting'

/** Does a name pass the settings `include` and `exclude`? What is excluded stays excluded. */
export function eventFilter(settings: SettingValues): (name: string) => boolean {
  const include = listSetting(settings, 'include')
  const exclude = listSetting(settings, 'exclude')
  if (include.length === 0 && exclude.length === 0) return () => true
  const matches = (patterns: string[], name: string) =>
    patterns.some((pattern) => matchesGlob(pattern, name))
  return (name) => (include.length === 0 || matches(include, name)) && !matches(exclude, name)
}
