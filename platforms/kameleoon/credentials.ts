/** Kameleoon's key and site code, checked by their form. */
import { isRecord } from '../is-record'
import type { CredentialCheck } from '../platform'
import { type SettingValues, textSetting } from '../setting'

const SITE_CODE_LENGTH = 10

/**
 * Kameleoon's own check of a key wants its secret in the query of a URL, where it would be logged
 * on the way. The form is checked instead: base64 of `{"client_id", "client_secret"}`.
 */
export function credentialChecks(settings: SettingValues): CredentialCheck[] {
  const apiKey = textSetting(settings, 'apiKey')
  const siteCode = textSetting(settings, 'siteCode')
  const checks: CredentialCheck[] = []
  if (apiKey !== undefined) {
    checks.push({ setting: 'apiKey', problem: keyProblem(apiKey) })
  }
  if (siteCode !== undefined) {
    const problem =
      siteCode.length === SITE_CODE_LENGTH
        ? undefined
        : `siteCode must have ${SITE_CODE_LENGTH} characters (received: ${siteCode.length}). Copy it from the project's configuration.`
    checks.push({ setting: 'siteCode', problem })
  }
  return checks
}

function keyProblem(apiKey: string): string | undefined {
  try {
    const key: unknown = JSON.parse(atob(apiKey))
    if (isRecord(key) && 'client_id' in key && 'client_secret' in key) return undefined
  } catch {
    // Not base64, or no JSON in it: the message below says what it should be.
  }
  return 'apiKey must be the key that Kameleoon generates for Segment (received: something else). Generate it in the Kameleoon app, Integrations, Segment.'
}
