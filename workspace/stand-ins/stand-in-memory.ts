/** Keeps what a stand-in accepted: its lists whole, of events and exposures the newest and the count. */
import { hash } from '../../platforms/hash'
import type { Clock } from '../clock'
import { createRateLimit, type RateLimit } from '../rate-limit'
import type { StateStore } from '../store/store'
import type {
  AcceptedItem,
  AcceptedKind,
  StandInList,
  StandInLists,
  StandInMemory,
} from './stand-in'

export interface StandInRecords extends StandInMemory {
  accepted(kind: AcceptedKind): AcceptedItem[]
  counts(): Record<AcceptedKind, number>
}

const MAX_ACCEPTED = 20_000

/** @param state keys of the platform, e.g. below `stand-in/<platform>/`. */
export function createStandInMemory(
  platform: string,
  state: StateStore,
  clock: Clock,
): StandInRecords {
  const prefix = `stand-in/${platform}/`
  const limits = new Map<string, RateLimit>()
  const counts = readCounts(state, prefix)

  return {
    elapsedMs: clock.elapsedMs,
    lists: createLists(state, `${prefix}list/`),
    accept(kind, item) {
      counts[kind] += 1
      const index = counts[kind]
      const accepted: AcceptedItem = { kind, at: new Date(clock.nowMs()).toISOString(), item }
      state.set(acceptedKey(prefix, kind, index), accepted)
      state.set(`${prefix}count/${kind}`, index)
      if (index > MAX_ACCEPTED) state.delete(acceptedKey(prefix, kind, index - MAX_ACCEPTED))
    },
    accepted: (kind) =>
      [...state.entries(`${prefix}accepted/${kind}/`)].map(([, item]) => item as AcceptedItem),
    counts: () => ({ ...counts }),
    rateLimit(name, max, windowMs) {
      const limit = limits.get(name) ?? createRateLimit(max, windowMs)
      limits.set(name, limit)
      return { take: (nowMs = clock.elapsedMs()) => limit.take(nowMs) }
    },
  }
}

function acceptedKey(prefix: string, kind: AcceptedKind, index: number): string {
  return `${prefix}accepted/${kind}/${String(index).padStart(12, '0')}`
}

function readCounts(state: StateStore, prefix: string): Record<AcceptedKind, number> {
  const count = (kind: AcceptedKind) => Number(state.get(`${prefix}count/${kind}`) ?? 0)
  return { event: count('event'), exposure: count('exposure'), attribute: count('attribute') }
}

function createLists(state: StateStore, prefix: string): StandInLists {
  const facts = new Map<string, Omit<StandInList, 'count'>>()
  const members = new Map<string, Set<string>>()
  const factsKey = (id: string) => `${prefix}facts/${id}`
  // A key of the store is limited in length, an id is not.
  const memberKey = (id: string, member: string) => `${membersKey(id)}${hash(member)}`
  const membersKey = (id: string) => `${prefix}member/${id}/`
  for (const [, list] of state.entries(`${prefix}facts/`)) {
    const { id } = list as StandInList
    facts.set(id, list as StandInList)
    const known = [...state.entries(membersKey(id))].map(([, member]) => String(member))
    members.set(id, new Set(known))
  }

  function remove(id: string, gone: readonly string[]): void {
    for (const member of gone) {
      members.get(id)?.delete(member)
      state.delete(memberKey(id, member))
    }
  }

  return {
    has: (id) => facts.has(id),
    create(list) {
      facts.set(list.id, list)
      members.set(list.id, members.get(list.id) ?? new Set())
      state.set(factsKey(list.id), list)
    },
    add(id, added) {
      for (const member of added) {
        members.get(id)?.add(member)
        state.set(memberKey(id, member), member)
      }
    },
    remove,
    clear: (id) => remove(id, [...(members.get(id) ?? [])]),
    members: (id) => [...(members.get(id) ?? [])],
    all: () =>
      [...facts.values()].map((list) => ({ ...list, count: members.get(list.id)?.size ?? 0 })),
  }
}
