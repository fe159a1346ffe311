/** localStorage as a record; where the browser blocks it, a record in memory. */
export type Storage = Record<string, string | undefined>

export function openStorage(): Storage {
  return attempt(() => localStorage as unknown as Storage) ?? {}
}

/** What the action returns, or undefined if it throws: storage may be blocked, full or garbled. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
