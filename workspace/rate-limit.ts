/** A published rate limit: so many requests in a sliding window. */
export interface RateLimit {
  /** Counts a request; returns how long to wait if it is one too many, which is then not counted. */
  take(nowMs: number): { waitMs: number } | undefined
}

export function createRateLimit(max: number, windowMs: number): RateLimit {
  let taken: number[] = []
  return {
    take(nowMs) {
      if (taken.length >= max) taken = taken.filter((atMs) => nowMs - atMs < windowMs)
      const oldest = taken[0]
      if (taken.length >= max && oldest !== undefined)
        return { waitMs: windowMs - (nowMs - oldest) }
      taken.push(nowMs)
      return undefined
    },
  }
}
