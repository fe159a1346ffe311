/**
 * 10,000 random memberships of 20 lists, delivered the way Segment delivers (batches, retries after
 * the statuses that it retries, reordering, redelivery) to a platform that fails and keeps its rate.
 */
import type { SegmentEvent } from '@segment/actions-core'
import { statsig } from '../platforms/statsig'
import { driveDestination } from './testing/drive-destination'
import { type Answer, type RecordedRequest, startFakePlatform } from './testing/fake-platform'
import { audienceCall } from './testing/segment-test-events'

const EVENTS = 10_000
const LISTS = 20
const UNITS = 500
const SEED = 1
/** Some hundred real requests and 10,000 validations, on a machine that may be busy. */
const PATIENCE_MS = 240_000
const START_MS = Date.parse('2026-11-21T10:00:00.000Z')
/** Half a minute of a busy audience: a few hundred events. */
const BATCH_EVERY_MS = 30_000
const RETRYABLE = new Set([408, 423, 429])

interface Membership {
  list: string
  unit: string
  member: boolean
  timeMs: number
}

/** https://gist.github.com/tommyettinger/46a874533244883189143505d203312c, public domain */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function memberships(random: () => number): Membership[] {
  return Array.from({ length: EVENTS }, (_, i) => ({
    list: `list_${Math.floor(random() * LISTS)}`,
    unit: `unit-${Math.floor(random() * UNITS)}`,
    member: random() < 0.6,
    timeMs: START_MS + i * 100,
  }))
}

function expectedLists(all: readonly Membership[]): Map<string, Set<string>> {
  const lists = new Map<string, Set<string>>()
  for (const { list, unit, member } of all) {
    const held = lists.get(list) ?? new Set()
    lists.set(list, held)
    if (member) held.add(unit)
    else held.delete(unit)
  }
  return lists
}

/** A platform with lists, faults, and the rate that Statsig publishes. */
class Platform {
  readonly lists = new Map<string, Set<string>>()
  readonly counts = { requests: 0, faults: 0, effective: 0, overTheRate: 0 }
  private readonly sentMs: number[] = []

  constructor(private readonly random: () => number) {}

  answer(request: RecordedRequest): Answer {
    this.counts.requests += 1
    // The published rate is of changes.
    if (request.method === 'GET') return this.describe(request)
    const within = (windowMs: number) => this.sentMs.filter((at) => at > Date.now() - windowMs)
    if (within(10_000).length >= 12 || within(900_000).length >= 900) {
      this.counts.overTheRate += 1
      return { status: 429, headers: { 'retry-after': '10' } }
    }
    this.sentMs.push(Date.now())
    const fault = this.fault()
    if (fault !== undefined) this.counts.faults += 1
    // A reset can come after the platform has done its work, and then it must not matter.
    const applies = fault === undefined || (fault === 'reset' && this.random() < 0.5)
    if (applies && this.apply(request) && fault === undefined) this.counts.effective += 1
    return fault ?? { status: 200, body: {} }
  }

  private describe({ path }: RecordedRequest): Answer {
    const count = this.lists.get(path.split('/')[4] ?? '')?.size ?? 0
    return { status: 200, body: { data: { type: 'id_list', count } } }
  }

  private fault(): Answer | undefined {
    const chance = this.random()
    if (chance < 0.1) {
      const retryAfter = Math.floor(this.random() * 5)
      return { status: 429, headers: retryAfter === 0 ? {} : { 'retry-after': `${retryAfter}` } }
    }
    if (chance < 0.15) return { status: chance < 0.125 ? 500 : 503 }
    return chance < 0.17 ? 'reset' : undefined
  }

  /** Was there anything to do? */
  private apply({ method, path, body }: RecordedRequest): boolean {
    const list = path.split('/')[4] ?? ''
    const held = this.lists.get(list) ?? new Set()
    this.lists.set(list, held)
    let changed = false
    for (const id of (body as { ids: string[] }).ids) {
      changed ||= held.has(id) !== (method === 'PATCH')
      if (method === 'PATCH') held.add(id)
      else held.delete(id)
    }
    // Removing who is not there is no change, but nobody can know that beforehand.
    return changed || method === 'DELETE'
  }
}

interface Delivery {
  event: SegmentEvent
  membership: Membership
  dueMs: number
  attempts: number
}

/** Late by up to 5 minutes, and one in twenty delivered twice. */
function deliveriesOf(all: readonly Membership[], random: () => number): Delivery[] {
  return all.flatMap((membership) => {
    const { list, unit, member, timeMs } = membership
    const event = audienceCall({
      key: list,
      userId: unit,
      member,
      at: new Date(timeMs).toISOString(),
    })
    const copies = random() < 0.05 ? 2 : 1
    return Array.from({ length: copies }, () => ({
      event,
      membership,
      dueMs: timeMs + Math.floor(random() * 300_000),
      attempts: 0,
    }))
  })
}

const RETRY_MS = (attempts: number) => 10_000 * 2 ** Math.min(attempts, 5)

beforeAll(() => {
  // Only the clock is moved by hand: sockets and timers stay real.
  jest.useFakeTimers({
    doNotFake: [
      'setTimeout',
      'setInterval',
      'setImmediate',
      'clearTimeout',
      'clearInterval',
      'clearImmediate',
      'nextTick',
      'queueMicrotask',
      'performance',
      'hrtime',
    ],
  })
})
afterAll(() => {
  jest.useRealTimers()
})

it(
  'ends with exactly the expected lists',
  async () => {
    const random = seeded(SEED)
    const all = memberships(random)
    const pending = deliveriesOf(all, random)
    const platform = new Platform(random)
    const api = await startFakePlatform()
    api.answer = (request) => platform.answer(request)
    const driven = driveDestination(statsig, { consoleKey: 'console-1', host: api.url })
    const wrong: string[] = []
    let nowMs = START_MS + EVENTS * 50

    while (pending.length > 0) {
      pending.sort((a, b) => a.dueMs - b.dueMs)
      nowMs = Math.max(nowMs + BATCH_EVERY_MS, pending[0]?.dueMs ?? 0)
      jest.setSystemTime(nowMs)
      const due = pending.filter(({ dueMs }) => dueMs <= nowMs).length
      const batch = pending.splice(0, Math.min(due, 1_000))
      const nodes = await driven.batch(
        'syncAudience',
        batch.map(({ event }) => event),
      )
      expect(nodes).toHaveLength(batch.length)
      batch.forEach((delivery, i) => {
        const node = nodes[i]
        if (node === undefined) return
        const { list, unit, member, timeMs } = delivery.membership
        const held = platform.lists.get(list)?.has(unit) ?? false
        const { outcome } = (node.body ?? {}) as { outcome?: string }
        if (outcome === 'sent' && held !== member) wrong.push(`${list}/${unit} at ${timeMs}`)
        if (node.status === 200) return
        if (node.status < 500 && !RETRYABLE.has(node.status)) wrong.push(`final ${node.status}`)
        pending.push({
          ...delivery,
          dueMs: nowMs + RETRY_MS(delivery.attempts),
          attempts: delivery.attempts + 1,
        })
      })
    }
    await api.close()

    expect(wrong).toEqual([])
    const held = [...platform.lists].map(([list, units]) => [list, [...units].sort()] as const)
    const expected = [...expectedLists(all)].map(
      ([list, units]) => [list, [...units].sort()] as const,
    )
    expect(Object.fromEntries(held)).toEqual(Object.fromEntries(expected))
    const { requests, faults, effective, overTheRate } = platform.counts
    expect(overTheRate).toBe(0)
    // The fewest possible: one for each change of a list in a batch, and one more for each fault.
    expect(requests / (effective + faults)).toBeLessThanOrEqual(1.1)
  },
  PATIENCE_MS,
)
