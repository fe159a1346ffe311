/** Carries out a plan: sends its requests and turns each answer into the outcomes of its items. */
import type { HttpRequest, HttpResponse } from '../platforms/http'
import { type Outcome, rejected, retry } from '../platforms/outcome'
import { outcomeOfResponse } from '../platforms/outcome-of-response'
import type { Plan, PlannedRequest } from '../platforms/platform'
import type { RateBudget } from './rate-budget'
import { isOutcome, REQUEST_TIMEOUT_MS, type Send } from './send'

export interface PlanRules {
  /** Where the platform's answer speaks of single items. */
  readResponse?(response: HttpResponse, itemCount: number): readonly Outcome[] | undefined
  /** Requests under way at once. */
  concurrency: number
  /** What is left of the platform's published rate. */
  budget?: RateBudget
}

export type Execute = (plan: Plan, itemCount: number, rules: PlanRules) => Promise<Outcome[]>

export interface Clock {
  nowMs(): number
  /** When everything must have ended. */
  deadlineMs: number
  /** The longest that one answer is waited for. */
  requestTimeoutMs: number
}

/** A destination function ends after 5 s, and has to answer before. */
const BATCH_BUDGET_MS = 4_600

/** With less time than this left, a request is not begun. */
const SHORTEST_REQUEST_MS = 250

export function startClock(requestTimeoutMs = REQUEST_TIMEOUT_MS): Clock {
  return { nowMs: Date.now, deadlineMs: Date.now() + BATCH_BUDGET_MS, requestTimeoutMs }
}

/** What a face forgot to plan is not sent, and must not look as if it was. */
const UNPLANNED = rejected('MALFORMED', 'The platform planned no request for this item.')
const NO_TIME = retry('UPSTREAM_TIMEOUT', undefined, 'No time was left in this batch.')

export async function executePlan(
  plan: Plan,
  itemCount: number,
  rules: PlanRules,
  send: Send,
  clock: Clock,
): Promise<Outcome[]> {
  const outcomes = Array.from({ length: itemCount }, (_, i) => plan.decided.get(i) ?? UNPLANNED)
  let next = 0
  // A refused key or a used-up rate counts for the requests that are still waiting.
  let stop: Outcome | undefined
  const work = async (): Promise<void> => {
    for (
      let planned = plan.requests[next++];
      planned !== undefined;
      planned = plan.requests[next++]
    ) {
      stop ??= heldBack(planned.request, rules, clock)
      const results = stop ?? (await ask(planned, rules, send, clock))
      planned.items.forEach((item, i) => {
        outcomes[item] = 'status' in results ? results : (results[i] ?? UNPLANNED)
      })
      if ('status' in results && stopsTheRest(results)) stop ??= results
    }
  }
  const workers = Math.min(rules.concurrency, plan.requests.length)
  await Promise.all(Array.from({ length: workers }, work))
  return outcomes
}

function heldBack(request: HttpRequest, rules: PlanRules, clock: Clock): Outcome | undefined {
  if (clock.deadlineMs - clock.nowMs() < SHORTEST_REQUEST_MS) return NO_TIME
  return rules.budget?.take(request, clock.nowMs())
}

async function ask(
  planned: PlannedRequest,
  rules: PlanRules,
  send: Send,
  clock: Clock,
): Promise<readonly Outcome[] | Outcome> {
  const timeoutMs = Math.min(clock.requestTimeoutMs, clock.deadlineMs - clock.nowMs())
  const response = await send(planned.request, timeoutMs)
  if (isOutcome(response)) return response
  const outcome = outcomeOfResponse(response, clock.nowMs())
  if (outcome.status === 'retry' && outcome.reason === 'RATE_LIMITED') {
    rules.budget?.refused(planned.request, clock.nowMs(), outcome.afterMs)
  }
  return rules.readResponse?.(response, planned.items.length) ?? outcome
}

function stopsTheRest(outcome: Outcome): boolean {
  return (
    (outcome.status === 'retry' && outcome.reason === 'RATE_LIMITED') ||
    (outcome.status === 'rejected' && outcome.reason === 'UNAUTHORIZED')
  )
}
