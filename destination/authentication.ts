import type { DestinationDefinition, GlobalSetting, RequestClient } from '@segment/actions-core'
import { IntegrationError, InvalidAuthenticationError } from '@segment/actions-core'
import { describeOutcome } from '../platforms/delivery-status'
import { outcomeOfResponse } from '../platforms/outcome-of-response'
import type { Platform } from '../platforms/platform'
import { type Setting, type SettingValues, textSetting } from '../platforms/setting'
import { isOutcome, REQUEST_TIMEOUT_MS } from './send'
import { sendWithActions } from './send-with-actions'
import { settingsOf } from './settings-of'

/** Settings as Actions fields, and a test that says which key is wrong before Segment saves it. */
export function authentication(
  platform: Platform,
): NonNullable<DestinationDefinition<SettingValues>['authentication']> {
  const fields = settingsOf(platform).map((setting) => [setting.key, fieldOf(setting)] as const)
  return {
    scheme: 'custom',
    fields: Object.fromEntries(fields),
    testAuthentication: (request, { settings }) => testKeys(platform, request, settings),
  }
}

/** Actions has no list and no map: they are text with commas, which the settings read too. */
function fieldOf(setting: Setting): GlobalSetting {
  const { label, description, required = false } = setting
  return {
    label,
    description,
    type: setting.secret === true ? 'password' : setting.type === 'boolean' ? 'boolean' : 'string',
    required,
    ...(setting.default === undefined ? {} : { default: setting.default }),
    ...(setting.choices === undefined
      ? {}
      : { choices: setting.choices.map((value) => ({ value, label: value })) }),
  }
}

/** @throws with the key that does not work, and why */
export async function testKeys(
  platform: Platform,
  request: RequestClient,
  settings: SettingValues,
): Promise<void> {
  const checks = platform.credentialChecks?.(settings) ?? []
  for (const { problem } of checks) {
    if (problem !== undefined) throw new InvalidAuthenticationError(problem)
  }
  const send = sendWithActions(request, textSetting(settings, 'host'))
  for (const check of checks) {
    if (check.request === undefined) continue
    const response = await send(check.request, REQUEST_TIMEOUT_MS)
    const outcome = isOutcome(response) ? response : outcomeOfResponse(response, Date.now())
    if (outcome.status === 'sent') continue
    const message = `${check.setting}: ${describeOutcome(outcome)}`
    if (outcome.status === 'retry') throw new IntegrationError(message, outcome.reason, 503)
    throw new InvalidAuthenticationError(message)
  }
}
