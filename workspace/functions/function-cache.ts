/** The `cache` global: `load(key, ttlMs, fn)` and `delete(key)`, for one instance of a function. */
export interface FunctionCache {
  load(key: string, ttlMs: number, fetchValue: () => unknown): Promise<unknown>
  delete(key: string): void
}

export function createFunctionCache(elapsedMs: () => number): FunctionCache {
  const entries = new Map<string, { value: unknown; untilMs: number }>()
  return {
    async load(key, ttlMs, fetchValue) {
      const known = entries.get(key)
      if (known !== undefined && known.untilMs > elapsedMs()) return known.value
      const value = await fetchValue()
      entries.set(key, { value, untilMs: elapsedMs() + ttlMs })
      return value
    },
    delete(key) {
      entries.delete(key)
    },
  }
}
