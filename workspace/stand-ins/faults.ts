/** What a stand-in is told to do wrong. */

export type FaultKind =
  | 'status' // answers with `status`, and `Retry-After` if told
  | 'timeout' // takes the request and never answers
  | 'reset' // closes the connection without an answer

export interface Fault {
  kind: FaultKind
  /** For `status`: the HTTP status to answer with. */
  status?: number
  retryAfterSeconds?: number
  /** For how many requests; absent: until it is cleared. */
  count?: number
}

export interface Faults {
  set(platform: string, fault: Fault): void
  clear(platform: string): void
  /** The fault that the next request meets, counted down. */
  next(platform: string): Fault | undefined
  all(): Record<string, Fault>
}

export function createFaults(): Faults {
  const faults = new Map<string, Fault>()
  return {
    set: (platform, fault) => void faults.set(platform, { ...fault }),
    clear: (platform) => void faults.delete(platform),
    next(platform) {
      const fault = faults.get(platform)
      if (fault?.count === undefined) return fault
      fault.count -= 1
      if (fault.count <= 0) faults.delete(platform)
      return fault
    },
    all: () => Object.fromEntries([...faults].map(([platform, fault]) => [platform, { ...fault }])),
  }
}
