import type { Setting, SettingValues } from './setting'

/** The values of settings from environment variables; what is absent or empty is left out. */
export function settingsFromEnv(
  settings: readonly Setting[],
  env: Readonly<Record<string, string | undefined>>,
): SettingValues {
  return Object.fromEntries(
    settings.flatMap(({ key, env: name }) => {
      const value = env[name]
      return value === undefined || value.trim() === '' ? [] : [[key, value]]
    }),
  )
}
