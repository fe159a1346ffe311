/** The stand-in platforms of one workspace, with what they keep and what they do wrong. */
import type { Clock } from '../clock'
import type { Store } from '../store/store'
import { standIns } from '.'
import { type AnsweredRequests, createAnsweredRequests } from './answered-requests'
import { createFaults, type Fault, type Faults } from './faults'
import type { AcceptedItem, AcceptedKind, StandIn, StandInList } from './stand-in'
import { type Handler, standInPath } from './stand-in-endpoint'
import { createStandInMemory, type StandInRecords } from './stand-in-memory'

/** One stand-in platform, as tests see it. */
export interface StandInPlatform {
  /** What it accepted, oldest first. */
  accepted(kind: AcceptedKind): AcceptedItem[]
  counts(): Record<AcceptedKind, number>
  createList(list: { id: string; name?: string; unitKind?: string }): void
  lists(): StandInList[]
  members(listId: string): string[]
  /** Makes the next requests fail; without an argument it is well again. */
  fail(fault?: Fault): void
}

export interface StandInPlatforms {
  handlers: ReadonlyMap<string, Handler>
  faults: Faults
  answered: AnsweredRequests
  ids(): string[]
  get(id: string): StandInPlatform
  /** Settings with which a destination talks to it. */
  settings(id: string, workspaceUrl: string): Readonly<Record<string, unknown>>
}

export function createStandInPlatforms(store: Store, clock: Clock): StandInPlatforms {
  const faults = createFaults()
  const memories = new Map<string, StandInRecords>()
  const handlers = new Map<string, Handler>()
  for (const standIn of standIns) {
    const memory = createStandInMemory(standIn.platform, store.state, clock)
    memories.set(standIn.platform, memory)
    handlers.set(standIn.platform, standIn.create(memory))
  }
  return {
    handlers,
    faults,
    answered: createAnsweredRequests(store.state),
    ids: () => [...memories.keys()],
    get: (id) => platformOf(id, memories, faults),
    settings: (id, workspaceUrl) => standInOf(id).settings(`${workspaceUrl}${standInPath(id)}`),
  }
}

function platformOf(
  id: string,
  memories: ReadonlyMap<string, StandInRecords>,
  faults: Faults,
): StandInPlatform {
  const memory = memories.get(id)
  if (memory === undefined) throw unknown(id)
  return {
    accepted: memory.accepted,
    counts: memory.counts,
    createList: memory.lists.create,
    lists: memory.lists.all,
    members: memory.lists.members,
    fail: (fault) => (fault === undefined ? faults.clear(id) : faults.set(id, fault)),
  }
}

function standInOf(id: string): StandIn {
  const standIn = standIns.find(({ platform }) => platform === id)
  if (standIn === undefined) throw unknown(id)
  return standIn
}

function unknown(id: string): Error {
  const known = standIns.map(({ platform }) => platform).join(', ')
  return new Error(`There is no stand-in for "${id}". There is one for: ${known}.`)
}
