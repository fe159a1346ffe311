import { isRecord } from './is-record'

/** What is at a path such as `context.traits.companyId`; undefined where it ends early. */
export function valueAt(source: object, path: string): unknown {
  let value: unknown = source
  for (const part of path.split('.')) {
    value = isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined
  }
  return value
}
