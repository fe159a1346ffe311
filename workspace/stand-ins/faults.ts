/** What goes wrong on the way to a platform, on purpose. */

/** What the platform does wrong with a request. */
export type PlatformFaultKind =
  | 'status' // answers with `status`, and `Retry-After` if told
  | 'timeout' // takes the request and never answers
  | 'reset' // closes the connection without an answer
  | 'duplicate' // does what it is asked, and its answer is lost: the delivery is repeated

/** What Segment, which promises no order, does with an event. */
export type OrderFaultKind =
  | 'reorder' // delivers it before those that came earlier
  | 'late' // delivers it `lateMs` later

export interface Fault {
  kind: PlatformFaultKind | OrderFaultKind
  /** For `status`: the HTTP status to answer with. */
  status?: number
  retryAfterSeconds?: number
  /** For `late`, accelerated; ten minutes by default. */
  lateMs?: number
  /** For how many requests or events; absent: until it is cleared. */
  count?: number
}

export interface Faults {
  set(platform: string, fault: Fault): void
  clear(platform: string): void
  /** The fault that the next request meets, counted down. */
  nextForRequest(platform: string): Fault | undefined
  /** The fault that the next event on its way to the platform meets, counted down. */
  nextForEvent(platform: string): Fault | undefined
  all(): Record<string, Fault>
}

export const LATE_MS = 600_000

export function isOrderFault({ kind }: Fault): boolean {
  return kind === 'reorder' || kind === 'late'
}

export function createFaults(): Faults {
  const faults = new Map<string, Fault>()

  function next(platform: string, ofOrder: boolean): Fault | undefined {
    const fault = faults.get(platform)
    if (fault === undefined || isOrderFault(fault) !== ofOrder) return undefined
    if (fault.count !== undefined) {
      fault.count -= 1
      if (fault.count <= 0) faults.delete(platform)
    }
    return fault
  }

  return {
    set: (platform, fault) => void faults.set(platform, { ...fault }),
    clear: (platform) => void faults.delete(platform),
    nextForRequest: (platform) => next(platform, false),
    nextForEvent: (platform) => next(platform, true),
    all: () => Object.fromEntries([...faults].map(([platform, fault]) => [platform, { ...fault }])),
  }
}
