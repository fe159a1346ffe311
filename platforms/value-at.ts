import { isRecord } from './is-record'
import { ownValue } from './own-value'

/** What is at a path such as `context.traits.companyId`; undefined where it ends early. */
export function valueAt(source: object, path: string): unknown {
  if (!path.includes('.')) return ownValue(source, path)
  let value: unknown = source
  for (const part of path.split('.')) {
    value = isRecord(value) ? ownValue(value, part) : undefined
  }
  return value
}
