/**
 * One setting, declared once: it becomes the Segment function's setting, the Actions authentication
 * field, the `.env` name and the row in the reference.
 */
export interface Setting {
  key: string
  label: string
  description: string
  type: 'string' | 'boolean' | 'array' | 'textMap'
  /** A secret is never printed, logged or put in a URL. */
  secret?: boolean
  required?: boolean
  choices?: readonly string[]
  default?: string | boolean
  /** Name in `.env`. */
  env: string
}

/** The values of settings, as Segment hands them over. */
export type SettingValues = Readonly<Record<string, unknown>>

/** A setting as text: trimmed, and `undefined` when absent or empty. */
export function textSetting(values: SettingValues, key: string): string | undefined {
  const value = values[key]
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return text === '' ? undefined : text
}
