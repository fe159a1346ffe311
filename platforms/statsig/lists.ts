/** Audience membership to Statsig's ID lists, classic and in the user store. */
import { type Outcome, rejected } from '../outcome'
import type { ListDelta, ListsFace, PlannedRequest } from '../platform'
import { type SettingValues, textSetting } from '../setting'
import { textOf } from '../text-of'
import {
  changeRequest,
  consoleRequest,
  dataOf,
  keyProblem,
  type ListType,
  nextPage,
} from './console-api'

const DOC = 'https://docs.statsig.com/console-api/segments'

/** Ids in one request: `maxItems` of the two list types in Statsig's contract. */
const MAX_IDS: Record<ListType, number> = { id_list: 100_000, user_store_id_list: 1_000 }

const PAGE_SIZE = 1_000

export const lists: ListsFace = {
  unitKind: 'userID',
  // Statsig's own Segment integration wants the audience key to equal the segment's id.
  listIdFrom: 'audienceKey',
  rateLimits: [
    { name: 'ID list changes', value: 12, unit: 'requests', windowMs: 10_000, doc: DOC },
    { name: 'ID list changes', value: 900, unit: 'requests', windowMs: 900_000, doc: DOC },
  ],
  // Longer lists are synchronised by a slower path. https://docs.statsig.com/segments/add-id-list
  advisedMaxIds: 1_000,

  changes(delta, settings) {
    const refused = keyProblem(settings) ?? idProblem(delta.listId)
    if (refused !== undefined) {
      return { requests: [], decided: new Map(delta.changes.map((_, index) => [index, refused])) }
    }
    const requests = [true, false].flatMap((member) => requestsFor(delta, member, settings))
    return { requests, decided: new Map() }
  },

  create(list, settings) {
    return consoleRequest(settings, 'POST', '', {
      name: list.name.replace(/[^a-zA-Z0-9_\- ]/g, '_').slice(0, 100),
      id: segmentId(list.id),
      type: listType(settings),
      idType: list.unitKind ?? lists.unitKind,
      description: 'Segment audience',
    })
  },

  find: (listId, settings) => consoleRequest(settings, 'GET', `/${segmentId(listId)}`),

  readListId(response) {
    if (response.status < 200 || response.status >= 300) return undefined
    return textOf(dataOf(response).id)
  },

  // The contract has the count of classic lists only.
  count(listId, settings) {
    return listType(settings) === 'id_list' ? lists.find?.(listId, settings) : undefined
  },

  readCount(response) {
    const { count } = dataOf(response)
    return typeof count === 'number' ? count : undefined
  },

  members(listId, cursor, settings) {
    const page = cursor ?? '1'
    const path = `/${encodeURIComponent(listId)}/id_list?limit=${PAGE_SIZE}&page=${page}`
    return consoleRequest(settings, 'GET', path)
  },

  readMembers(response) {
    const { ids } = dataOf(response)
    // Statsig's sample has all ids of a list in one string: ["1, 2, 3"].
    const members = (Array.isArray(ids) ? ids : []).flatMap((id) =>
      typeof id === 'string' ? id.split(',').map((part) => part.trim()) : [],
    )
    const next = nextPage(response)
    return {
      ids: members.filter((id) => id !== ''),
      ...(next === undefined ? {} : { cursor: next }),
    }
  },
}

function requestsFor(delta: ListDelta, member: boolean, settings: SettingValues): PlannedRequest[] {
  const indices = delta.changes.flatMap((change, index) =>
    change.member === member ? [index] : [],
  )
  const type = listType(settings)
  const requests: PlannedRequest[] = []
  for (let from = 0; from < indices.length; from += MAX_IDS[type]) {
    const items = indices.slice(from, from + MAX_IDS[type])
    const ids = items.flatMap((index) => delta.changes[index]?.id ?? [])
    requests.push({ request: changeRequest(type, delta.listId, member, ids, settings), items })
  }
  return requests
}

function idProblem(listId: string): Outcome | undefined {
  if (/^[a-zA-Z0-9_-]{3,100}$/.test(listId)) return undefined
  return rejected(
    'NO_LIST',
    'A Statsig segment id has 3 to 100 letters, digits, dashes and underscores. Map the list field.',
  )
}

/** An audience's key as a segment id. */
function segmentId(key: string): string {
  return key
    .replace(/[^a-zA-Z0-9_-]/g, '_')
    .slice(0, 100)
    .padEnd(3, '_')
}

function listType(settings: SettingValues): ListType {
  return textSetting(settings, 'listType') === 'user_store_id_list'
    ? 'user_store_id_list'
    : 'id_list'
}
