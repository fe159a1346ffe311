/** What the plugin counts in each page that reports it: evaluations, exposures, and what became of them. */
import { isRecord } from '../../platforms/is-record'

export interface PageCounters {
  /** One page load. */
  id: string
  /** Its address, without the query. */
  page: string
  /** When it last reported, ISO 8601. */
  at: string
  seen: number
  sent: number
  accepted: number
  dropped: Record<string, number>
  conflicts: number
  capped: number
}

export interface PluginCounters {
  /** False if it is no report. */
  note(report: unknown): boolean
  /** The latest first. */
  all(): PageCounters[]
}

const KEPT = 20
const MAX_TEXT = 200
const NUMBERS = ['seen', 'sent', 'accepted', 'conflicts', 'capped'] as const

export function createPluginCounters(now = () => new Date()): PluginCounters {
  const pages = new Map<string, PageCounters>()
  return {
    note(report) {
      const page = pageCounters(report, now().toISOString())
      if (page === undefined) return false
      pages.delete(page.id)
      pages.set(page.id, page)
      const [oldest] = pages.keys()
      if (pages.size > KEPT && oldest !== undefined) pages.delete(oldest)
      return true
    },
    all: () => [...pages.values()].reverse(),
  }
}

/** Any site may report, so nothing is taken but short texts and numbers. */
function pageCounters(report: unknown, at: string): PageCounters | undefined {
  if (!isRecord(report) || !isRecord(report.counters)) return undefined
  const { id, page, counters } = report
  if (typeof id !== 'string' || typeof page !== 'string') return undefined
  if (id.length > MAX_TEXT) return undefined
  const [seen, sent, accepted, conflicts, capped] = NUMBERS.map((name) => Number(counters[name]))
  const dropped = isRecord(counters.dropped) ? counters.dropped : {}
  const reasons = Object.entries(dropped).filter(([reason]) => /^[A-Z_]{1,30}$/.test(reason))
  return {
    id,
    page: page.slice(0, MAX_TEXT),
    at,
    seen: seen || 0,
    sent: sent || 0,
    accepted: accepted || 0,
    dropped: Object.fromEntries(reasons.map(([reason, count]) => [reason, Number(count) || 0])),
    conflicts: conflicts || 0,
    capped: capped || 0,
  }
}
