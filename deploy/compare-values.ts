/** Declared settings against those in Segment, where secrets are dots. */
import { canonicalJson } from '../platforms/canonical-json'
import type { FieldChange, Finding, PlanContext, PlanOptions } from './change'
import type { DesiredValue } from './desired'
import type { LocalState } from './local-state'
import { MASK } from './masker'

interface Instance<Settings> {
  name: string
  settings: Settings
}

/** What a PATCH has to say of an instance's name and settings, and how a person reads it. */
export function compareInstance(
  desired: Instance<readonly DesiredValue[]>,
  current: Instance<Readonly<Record<string, unknown>>>,
  owner: string,
  { state, options, findings }: PlanContext,
): { body: Record<string, unknown>; fields: FieldChange[] } {
  const settings = compareValues(desired.settings, current.settings, owner, state, options)
  findings.push(...settings.findings)
  const fields = [...settings.fields]
  const body: Record<string, unknown> = {}
  if (fields.length > 0) body.settings = settingsBody(desired.settings)
  if (desired.name !== current.name) {
    body.name = desired.name
    fields.push({ field: 'name', from: current.name, to: desired.name })
  }
  return { body, fields }
}

/** @param owner Prefix of the names under which secrets are remembered; stable and unique. */
function compareValues(
  desired: readonly DesiredValue[],
  remote: Readonly<Record<string, unknown>>,
  owner: string,
  state: LocalState,
  options: PlanOptions,
): { fields: FieldChange[]; findings: Finding[] } {
  const fields: FieldChange[] = []
  const findings: Finding[] = []
  for (const value of desired) {
    const current = remote[value.key]
    const verdict = compareValue(value, current, `${owner}.${value.key}`, state)
    if (verdict === 'different' || (verdict === 'unknown' && options.forceSecrets === true)) {
      fields.push(fieldOf(value, current))
    } else if (verdict === 'unknown') findings.push(unknownSecret(value.key, owner))
  }
  return { fields, findings }
}

function compareValue(
  { value, secret }: DesiredValue,
  current: unknown,
  name: string,
  state: LocalState,
): 'same' | 'different' | 'unknown' {
  if (isCensored(current)) return state.compareSecret(name, value)
  if (current === undefined || current === null || current === '') return 'different'
  // A secret that Segment shows can be compared as it is.
  if (secret || typeof value !== 'object') return current === value ? 'same' : 'different'
  return canonicalJson(current) === canonicalJson(value) ? 'same' : 'different'
}

/** Segment shows a secret as dots. */
function isCensored(current: unknown): boolean {
  return typeof current === 'string' && current.includes('•')
}

/** A secret is dots on both sides. */
export function fieldOf({ key, value, secret }: DesiredValue, current: unknown): FieldChange {
  const shown = (it: unknown) => (secret ? MASK : canonicalJson(it))
  return {
    field: `settings.${key}`,
    ...(current === undefined || current === null ? {} : { from: shown(current) }),
    to: shown(value),
  }
}

function unknownSecret(key: string, owner: string): Finding {
  return {
    level: 'note',
    code: 'SECRET_UNKNOWN',
    message: `secret "${key}" of ${owner}: Segment does not show it and this machine has not sent it, so whether it is current is not known. --force-secrets sends it again.`,
  }
}

/** What is sent: all that is declared, because Segment does not say whether a PATCH merges. */
export function settingsBody(desired: readonly DesiredValue[]): Record<string, unknown> {
  return Object.fromEntries(desired.map(({ key, value }) => [key, value]))
}

export function rememberSecrets(
  desired: readonly DesiredValue[],
  owner: string,
  state: LocalState,
): void {
  for (const { key, value, secret } of desired) {
    if (secret) state.rememberSecret(`${owner}.${key}`, value)
  }
}
