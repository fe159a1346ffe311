/** localStorage, which works without storage where it is blocked or full. */

/** What the action returns, or undefined if the browser forbids it. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}

export function readEntry<T>(key: string): T | undefined {
  return attempt(() => JSON.parse(localStorage[key]))
}

export function writeEntry(key: string, value: unknown): void {
  attempt(() => localStorage.setItem(key, JSON.stringify(value)))
}

export function removeEntry(key: string): void {
  attempt(() => localStorage.removeItem(key))
}

/** The keys that begin so. */
export function entriesOf(prefix: string): string[] {
  return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix))) ?? []
}
