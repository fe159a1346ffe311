/** Counts what is under way, so that a test can wait until nothing is. */
export interface Activity {
  /** Something began; call the result once when it ended. */
  begin(what: string): () => void
  /** Resolves once nothing is under way. Rejects after `timeoutMs` and says what still is. */
  idle(timeoutMs: number): Promise<void>
  counts(): Readonly<Record<string, number>>
}

export function createActivity(): Activity {
  const counts = new Map<string, number>()
  let total = 0
  let waiting: (() => void)[] = []

  function end(what: string): void {
    total -= 1
    const left = (counts.get(what) ?? 1) - 1
    if (left === 0) counts.delete(what)
    else counts.set(what, left)
    // Work that ends often begins other work in the same turn.
    if (total === 0) setImmediate(wake)
  }

  function wake(): void {
    if (total > 0) return
    const ready = waiting
    waiting = []
    for (const resolve of ready) resolve()
  }

  return {
    begin(what) {
      total += 1
      counts.set(what, (counts.get(what) ?? 0) + 1)
      let ended = false
      return () => {
        if (!ended) end(what)
        ended = true
      }
    },
    idle(timeoutMs) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const left = [...counts].map(([what, count]) => `${count} ${what}`).join(', ')
          reject(new Error(`The workspace is not idle after ${timeoutMs} ms: ${left}.`))
        }, timeoutMs)
        waiting.push(() => {
          clearTimeout(timer)
          resolve()
        })
        setImmediate(wake)
      })
    },
    counts: () => Object.fromEntries(counts),
  }
}
