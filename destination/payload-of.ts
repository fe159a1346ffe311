import type { InputField } from '@segment/actions-core'

interface ByType {
  string: string
  text: string
  password: string
  number: number
  integer: number
  boolean: boolean
  datetime: string | number
  object: Record<string, unknown>
}

/** What a mapped payload holds, derived from its fields instead of generated beside them. */
export type PayloadOf<Fields extends Record<string, InputField>> = {
  [Key in keyof Fields]?: ByType[Fields[Key]['type']]
}
