/** Makes a platform's list equal to a file of ids: reads the list, sends only the difference. */

import { createRateBudget } from '../../destination/rate-budget'
import { isOutcome, REQUEST_TIMEOUT_MS, type Send } from '../../destination/send'
import type { HttpRequest, HttpResponse } from '../../platforms/http'
import type { Outcome } from '../../platforms/outcome'
import { outcomeOfResponse } from '../../platforms/outcome-of-response'
import type { ListsFace } from '../../platforms/platform'
import type { SettingValues } from '../../platforms/setting'

export type ReadableLists = ListsFace & Required<Pick<ListsFace, 'members' | 'readMembers'>>

export interface Reconciliation {
  lists: ReadableLists
  settings: SettingValues
  listId: string
  /** Kind of unit that the list holds. */
  unitKind?: string
  /** Who should be in the list. */
  expected: ReadonlySet<string>
  send: Send
  /** Asked once, before anything is changed. */
  confirm(difference: Difference): boolean | Promise<boolean>
  onProgress(done: number, total: number | undefined, what: 'ids read' | 'ids repaired'): void
  clock: { nowMs(): number; sleep(ms: number): Promise<void> }
}

export interface Difference {
  held: number
  missing: readonly string[]
  extra: readonly string[]
}

/** Ids in one request: few enough that a refused request is cheap to repeat. */
const CHUNK = 1_000
const MAX_ATTEMPTS = 8
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

/**
 * What is repaired stays repaired, so a run that was stopped is continued by running it again.
 *
 * @returns the difference that was found, and repaired unless `confirm` said no
 * @throws Error when the platform gives a final refusal, or is still busy after eight attempts
 */
export async function reconcileList(job: Reconciliation): Promise<Difference> {
  const ask = patientSend(job)
  const held = await readList(job, ask)
  const difference = {
    held: held.size,
    missing: [...job.expected].filter((id) => !held.has(id)),
    extra: [...held].filter((id) => !job.expected.has(id)),
  }
  const changes = [
    ...difference.missing.map((id) => ({ id, member: true })),
    ...difference.extra.map((id) => ({ id, member: false })),
  ]
  if (changes.length === 0 || !(await job.confirm(difference))) return difference
  for (let from = 0; from < changes.length; from += CHUNK) {
    const chunk = changes.slice(from, from + CHUNK)
    const { listId, unitKind } = job
    const plan = job.lists.changes({ listId, unitKind, changes: chunk }, job.settings)
    for (const outcome of plan.decided.values()) throw refusal(outcome)
    for (const { request } of plan.requests) await ask(request)
    job.onProgress(Math.min(from + CHUNK, changes.length), changes.length, 'ids repaired')
  }
  return difference
}

type Ask = (request: HttpRequest) => Promise<HttpResponse>

async function readList(job: Reconciliation, ask: Ask): Promise<Set<string>> {
  const held = new Set<string>()
  let cursor: string | undefined
  do {
    const response = await ask(job.lists.members(job.listId, cursor, job.settings))
    const page = job.lists.readMembers(response)
    for (const id of page.ids) held.add(id)
    cursor = page.cursor
    job.onProgress(held.size, undefined, 'ids read')
  } while (cursor !== undefined)
  return held
}

/** Waits for the platform's published rate, and for whatever it asks for. */
function patientSend(job: Reconciliation): Ask {
  const budget = createRateBudget(job.lists.rateLimits ?? [])
  const { nowMs, sleep } = job.clock
  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      for (let wait = budget.take(request, nowMs()); wait?.status === 'retry'; ) {
        await sleep(wait.afterMs ?? FIRST_WAIT_MS)
        wait = budget.take(request, nowMs())
      }
      const result = await job.send(request, REQUEST_TIMEOUT_MS)
      const outcome = isOutcome(result) ? result : outcomeOfResponse(result, nowMs())
      if (!isOutcome(result) && outcome.status === 'sent') return result
      if (outcome.status !== 'retry' || attempt === MAX_ATTEMPTS) throw refusal(outcome)
      const backOffMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1))
      await sleep(outcome.afterMs ?? backOffMs)
    }
  }
}

function refusal(outcome: Outcome): Error {
  const why = outcome.status === 'sent' ? '' : `${outcome.reason} ${outcome.detail ?? ''}`.trim()
  return new Error(
    `The platform did not take the change: ${why}. Run the same command again to go on.`,
  )
}
