/** LaunchDarkly's ids and tokens, told apart before the first request. */
import type { CredentialCheck } from '../platform'
import { type SettingValues, textSetting } from '../setting'
import { hostFor } from './region'

export function credentialChecks(settings: SettingValues): CredentialCheck[] {
  return [clientSideIdCheck(settings), apiTokenCheck(settings)].filter(
    (check) => check !== undefined,
  )
}

function clientSideIdCheck(settings: SettingValues): CredentialCheck | undefined {
  const id = textSetting(settings, 'clientSideId')
  if (id === undefined) return undefined
  const setting = 'clientSideId'
  const received = /^(sdk|mob|api)-/.exec(id)?.[0]
  if (received !== undefined) {
    const problem = `clientSideId must be the environment's client-side ID (received: a key that starts with ${received}). Copy it from Settings, Projects, Environments.`
    return { setting, problem }
  }
  const url = `${hostFor('sdk', settings)}/sdk/goals/${encodeURIComponent(id)}`
  return { setting, request: { method: 'HEAD', url, headers: {} } }
}

function apiTokenCheck(settings: SettingValues): CredentialCheck | undefined {
  const token = textSetting(settings, 'apiToken')
  if (token === undefined) return undefined
  const setting = 'apiToken'
  const received = /^(sdk|mob)-/.exec(token)?.[0]
  if (received !== undefined) {
    const problem = `apiToken must be an access token (received: a key that starts with ${received}). Create a service token under Settings, Authorization.`
    return { setting, problem }
  }
  const url = `${hostFor('app', settings)}/api/v2/versions`
  return { setting, request: { method: 'GET', url, headers: { Authorization: token } } }
}
