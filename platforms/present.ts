/** The same fields without those that are undefined, so that results compare and serialise exactly. */
export function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}
