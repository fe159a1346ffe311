/** What an object has under a key of its own: never something of the prototype, such as `toString`. */
export function ownValue(record: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(record, key)?.value
}
