/**
 * Counts requests against a platform's published rate, so that a batch that would be refused is
 * handed back to Segment instead. It knows only its own process: other instances are learnt of
 * from the platform's 429, whose `Retry-After` is kept to.
 */
import { hash } from '../platforms/hash'
import type { HttpRequest } from '../platforms/http'
import { type Outcome, retry } from '../platforms/outcome'
import type { Limit } from '../platforms/platform'

export interface RateBudget {
  /** Counts a request that is about to be sent, or says why it must wait. */
  take(request: HttpRequest, nowMs: number): Outcome | undefined
  /** The platform refused a request because of its rate. */
  refused(request: HttpRequest, nowMs: number, afterMs: number | undefined): void
}

interface Account {
  /** Times of the requests in the longest window, oldest first. */
  sentMs: number[]
  blockedUntilMs: number
}

/** One for each key and host. More customers than this in one process start afresh. */
const MAX_ACCOUNTS = 100

/** @param limits those with a window; the strictest decides. */
export function createRateBudget(limits: readonly Limit[]): RateBudget {
  const windows = limits.flatMap(({ value, windowMs }) =>
    windowMs === undefined ? [] : [{ value, windowMs }],
  )
  const longestMs = Math.max(0, ...windows.map(({ windowMs }) => windowMs))
  const accounts = new Map<string, Account>()

  const accountOf = (request: HttpRequest): Account => {
    const key = hash(`${new URL(request.url).host} ${JSON.stringify(request.headers)}`)
    const known = accounts.get(key)
    if (known !== undefined) return known
    if (accounts.size >= MAX_ACCOUNTS) accounts.clear()
    const account = { sentMs: [], blockedUntilMs: 0 }
    accounts.set(key, account)
    return account
  }

  return {
    take(request, nowMs) {
      const account = accountOf(request)
      account.sentMs = account.sentMs.filter((at) => at > nowMs - longestMs)
      const waitMs = Math.max(
        account.blockedUntilMs - nowMs,
        ...windows.map(({ value, windowMs }) => {
          const blocking = account.sentMs[account.sentMs.length - value]
          return blocking === undefined ? 0 : blocking + windowMs - nowMs
        }),
      )
      if (waitMs > 0) return retry('RATE_LIMITED', waitMs, 'The published rate is used up.')
      account.sentMs.push(nowMs)
      return undefined
    },

    refused(request, nowMs, afterMs = 0) {
      const account = accountOf(request)
      account.blockedUntilMs = Math.max(account.blockedUntilMs, nowMs + afterMs)
    },
  }
}
