/** Statsig's two keys, told apart before a request could send one to the wrong API. */
import type { CredentialCheck } from '../platform'
import { type SettingValues, textSetting } from '../setting'

export function credentialChecks(settings: SettingValues): CredentialCheck[] {
  return [
    prefixCheck(settings, 'serverSecret', 'secret-'),
    prefixCheck(settings, 'consoleKey', 'console-'),
  ].filter((check) => check !== undefined)
}

function prefixCheck(
  settings: SettingValues,
  setting: string,
  prefix: string,
): CredentialCheck | undefined {
  const key = textSetting(settings, setting)
  if (key === undefined) return undefined
  if (key.startsWith(prefix)) return { setting }
  const received = /^(secret|console|client)-/.exec(key)?.[0] ?? 'something else'
  return {
    setting,
    problem: `${setting} must start with "${prefix}" (received: a key that starts with ${received}). Copy the right key from Settings, Keys & Environments.`,
  }
}
