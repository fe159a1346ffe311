/** Statsig's two keys, told apart before a request could send one to the wrong API. */
import type { HttpRequest } from '../http'
import type { CredentialCheck } from '../platform'
import { type SettingValues, textSetting } from '../setting'
import { API_VERSION } from './console-api'

export function credentialChecks(settings: SettingValues): CredentialCheck[] {
  return [
    prefixCheck(settings, 'serverSecret', 'secret-', eventsKeyRequest),
    prefixCheck(settings, 'consoleKey', 'console-', consoleKeyRequest),
  ].filter((check) => check !== undefined)
}

/** Asks about a gate that does not exist, without an exposure: the cheapest call that needs the key. */
function eventsKeyRequest(key: string): HttpRequest {
  return {
    method: 'POST',
    url: 'https://api.statsig.com/v1/check_gate',
    headers: { 'statsig-api-key': key },
    json: {
      gateName: 'segment_experiments_key_check',
      user: { userID: 'segment-experiments' },
      statsigMetadata: { exposureLoggingDisabled: true },
    },
  }
}

function consoleKeyRequest(key: string): HttpRequest {
  return {
    method: 'GET',
    url: 'https://statsigapi.net/console/v1/segments?limit=1',
    headers: { 'STATSIG-API-KEY': key, 'STATSIG-API-VERSION': API_VERSION },
  }
}

function prefixCheck(
  settings: SettingValues,
  setting: string,
  prefix: string,
  requestWith: (key: string) => HttpRequest,
): CredentialCheck | undefined {
  const key = textSetting(settings, setting)
  if (key === undefined) return undefined
  if (key.startsWith(prefix)) return { setting, request: requestWith(key) }
  const received = /^(secret|console|client)-/.exec(key)?.[0] ?? 'something else'
  return {
    setting,
    problem: `${setting} must start with "${prefix}" (received: a key that starts with ${received}). Copy the right key from Settings, Keys & Environments.`,
  }
}
