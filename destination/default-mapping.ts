import type { InputField, JSONObject } from '@segment/actions-core'

/** The mapping that a customer starts with: each field's own default. */
export function defaultMapping(fields: Readonly<Record<string, InputField>>): JSONObject {
  const entries = Object.entries(fields).flatMap(([key, field]) =>
    field.default === undefined ? [] : [[key, field.default]],
  )
  return Object.fromEntries(entries)
}
