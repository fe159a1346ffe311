/** A deleted user leaves every ID list of Statsig. Events that were logged stay. */
import type { DeletionFace } from '../deletion-face'
import { isRecord } from '../is-record'
import { mappedUnits } from '../mapped-ids'
import { textOf } from '../text-of'
import { changeRequest, consoleRequest, keyProblem, type ListType, nextPage } from './console-api'
import { lists } from './lists'
import { DEFAULT_IDENTITY } from './user-of'

const PAGE_SIZE = 100

const LIST_TYPES: readonly unknown[] = ['id_list', 'user_store_id_list'] satisfies ListType[]

export const deletion: DeletionFace = {
  problem: keyProblem,

  unitsOf: (user, settings) => mappedUnits(user, settings, DEFAULT_IDENTITY),

  lists: (cursor, settings) =>
    consoleRequest(settings, 'GET', `?limit=${PAGE_SIZE}&page=${cursor ?? '1'}`),

  readLists(response) {
    const segments = isRecord(response.body) ? response.body.data : []
    const found = (Array.isArray(segments) ? segments : []).flatMap((segment) => {
      const id = textOf(segment?.id)
      if (id === undefined || !LIST_TYPES.includes(segment.type)) return []
      return [{ id, unitKind: textOf(segment.idType) ?? lists.unitKind, type: segment.type }]
    })
    return { lists: found, cursor: nextPage(response) }
  },

  leave: ({ id, type }, unitId, settings) =>
    changeRequest(type as ListType, encodeURIComponent(id), false, [unitId], settings),
}
