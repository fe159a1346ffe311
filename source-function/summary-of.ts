/** Counts and reasons of one body, without anything that a person or a secret could be read from. */
import type { Outcome } from '../platforms/outcome'

export interface Summary {
  platform: string
  auth: string
  in: number
  sent: number
  dropped: Record<string, number>
  rejected: Record<string, number>
  /** `[index, status, reason]` of the items that were not sent, as many as fit. */
  items: [number, string, string][]
}

/** Segment's tester shows 4 KB of log; 100 items with their reasons fit. */
const MAX_ITEMS = 100

export function summaryOf(platform: string, auth: string, outcomes: readonly Outcome[]): Summary {
  const summary: Summary = {
    platform,
    auth,
    in: outcomes.length,
    sent: 0,
    dropped: {},
    rejected: {},
    items: [],
  }
  outcomes.forEach((outcome, index) => {
    if (outcome.status === 'sent') {
      summary.sent++
      return
    }
    const counts = outcome.status === 'dropped' ? summary.dropped : summary.rejected
    counts[outcome.reason] = (counts[outcome.reason] ?? 0) + 1
    if (summary.items.length < MAX_ITEMS) {
      summary.items.push([index, outcome.status, outcome.reason])
    }
  })
  return summary
}
