import type { HttpRequest } from '../platforms/http'
import { dropped, SENT } from '../platforms/outcome'
import type { Plan } from '../platforms/platform'
import { executePlan } from './execute-plan'

const request: HttpRequest = { method: 'POST', url: 'https://api.acme.example/a', headers: {} }
const clock = { nowMs: () => 0, deadlineMs: 4_600, requestTimeoutMs: 3_500 }
const plan = (...items: number[][]): Plan => ({
  requests: items.map((carried) => ({ request, items: carried })),
  decided: new Map(),
})
const RULES = { concurrency: 1 }

it('puts every outcome where its item is', async () => {
  const statuses = [200, 500]
  const send = async () => ({ status: statuses.shift() ?? 0 })
  const decided = new Map([[1, dropped('NO_UNIT')]])
  expect(await executePlan({ ...plan([2, 0], [3]), decided }, 4, RULES, send, clock)).toEqual([
    SENT,
    dropped('NO_UNIT'),
    SENT,
    { status: 'retry', reason: 'UPSTREAM_BUSY', detail: 'status 500', httpStatus: 500 },
  ])
})

it('reports no success for an item that the platform forgot to plan', async () => {
  expect(await executePlan(plan([0]), 2, RULES, async () => ({ status: 200 }), clock)).toEqual([
    SENT,
    {
      status: 'rejected',
      reason: 'MALFORMED',
      detail: 'The platform planned no request for this item.',
    },
  ])
})

it('does not repeat a request that is refused because of the rate or the key', async () => {
  for (const status of [429, 401]) {
    let sent = 0
    const send = async () => {
      sent += 1
      return { status }
    }
    const outcomes = await executePlan(plan([0], [1], [2]), 3, RULES, send, clock)
    expect(sent).toBe(1)
    expect(outcomes[2]).toEqual(outcomes[0])
  }
})

it('hands back what does not fit into the time, and cuts the last wait short', async () => {
  let nowMs = 0
  const waits: number[] = []
  const send = async (_: HttpRequest, timeoutMs: number) => {
    waits.push(timeoutMs)
    nowMs += 2_000
    return { status: 200 }
  }
  const moving = { ...clock, nowMs: () => nowMs }
  const outcomes = await executePlan(plan([0], [1], [2], [3]), 4, RULES, send, moving)
  expect(waits).toEqual([3_500, 2_600, 600])
  expect(outcomes.slice(0, 3)).toEqual([SENT, SENT, SENT])
  expect(outcomes[3]).toEqual({
    status: 'retry',
    reason: 'UPSTREAM_TIMEOUT',
    detail: 'No time was left in this batch.',
  })
})
