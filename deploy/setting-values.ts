/** Values of settings: secrets from the environment, checked against what is declared. */
import type { Setting } from '../platforms/setting'
import type { Secret, SettingInput, SettingsInput } from './define-config'
import { DeployError } from './deploy-error'
import type { DesiredValue } from './desired'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * @param declared What the function declares; undefined for the catalog's destinations, whose settings are Segment's to check.
 * @param where Named in errors.
 */
export function valuesOf(
  input: SettingsInput,
  declared: readonly Setting[] | undefined,
  environment: Environment,
  where: string,
): DesiredValue[] {
  const values = Object.entries(input).map(([key, value]) => {
    const setting = declared?.find((other) => other.key === key)
    if (declared !== undefined && setting === undefined) throw unknownSetting(key, declared, where)
    if (setting !== undefined) checkValue(value, setting, where)
    return desiredValue(key, value, environment, where)
  })
  const missing = declared?.find((setting) => setting.required && !(setting.key in input))
  if (missing !== undefined) throw missingSetting(missing, where)
  return values
}

function desiredValue(
  key: string,
  input: SettingInput,
  environment: Environment,
  where: string,
): DesiredValue {
  if (!isSecret(input)) return { key, value: input, secret: false }
  const value = environment[input.secretFrom]
  if (value === undefined || value === '') {
    throw new DeployError(
      'SECRET_NOT_SET',
      `setting "${key}" of ${where} is read from ${input.secretFrom}, which is not set. Put it into .env or the environment.`,
    )
  }
  return { key, value, secret: true }
}

function checkValue(value: SettingInput, setting: Setting, where: string): void {
  if (setting.secret === true && !isSecret(value)) {
    throw new DeployError(
      'BAD_CONFIG',
      `setting "${setting.key}" of ${where} is a secret, and stands in the declaration. Write secret('${setting.env}') and put the value into .env.`,
    )
  }
  if (setting.choices === undefined || isSecret(value)) return
  if (typeof value === 'string' && setting.choices.includes(value)) return
  throw new DeployError(
    'BAD_CONFIG',
    `setting "${setting.key}" of ${where} is ${JSON.stringify(value)}. Write one of: ${setting.choices.join(', ')}.`,
  )
}

function isSecret(value: SettingInput): value is Secret {
  return typeof value === 'object' && 'secretFrom' in value && typeof value.secretFrom === 'string'
}

function unknownSetting(key: string, declared: readonly Setting[], where: string): DeployError {
  return new DeployError(
    'BAD_CONFIG',
    `${where} has no setting "${key}". It has: ${declared.map((setting) => setting.key).join(', ')}.`,
  )
}

function missingSetting(setting: Setting, where: string): DeployError {
  return new DeployError(
    'BAD_CONFIG',
    `setting "${setting.key}" (${setting.label}) of ${where} is required and not declared.`,
  )
}
