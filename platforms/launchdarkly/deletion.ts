/**
 * A deleted user leaves every big segment of LaunchDarkly, which the synced ones of audiences are.
 * Events and context instances stay.
 */
import type { DeletionFace } from '../deletion-face'
import type { HttpRequest } from '../http'
import { isRecord } from '../is-record'
import { mappedUnits } from '../mapped-ids'
import { rejected } from '../outcome'
import { type SettingValues, textSetting } from '../setting'
import { textOf } from '../text-of'
import { API_VERSION } from './api-versions'
import { DEFAULT_IDENTITY } from './events'
import { lists } from './lists'
import { hostFor } from './region'

/** The most that LaunchDarkly returns. https://launchdarkly.com/docs/api/segments/list-segments */
const PAGE_SIZE = 50

export const deletion: DeletionFace = {
  problem(settings) {
    const absent = ['apiToken', 'projectKey', 'environmentKey'].find(
      (key) => textSetting(settings, key) === undefined,
    )
    if (absent === undefined) return undefined
    return rejected('UNAUTHORIZED', `${absent} is not set. Deleting a user needs it.`)
  },

  unitsOf: (user, settings) => mappedUnits(user, settings, DEFAULT_IDENTITY),

  lists(cursor, settings) {
    const filter = encodeURIComponent('unbounded equals true')
    const query = `?limit=${PAGE_SIZE}&offset=${cursor ?? '0'}&filter=${filter}`
    return segmentsRequest(settings, 'GET', query)
  },

  readLists({ body }) {
    const { items, _links: links } = isRecord(body) ? body : {}
    const found = (Array.isArray(items) ? items : []).flatMap((segment) => {
      const id = textOf(segment?.key)
      if (id === undefined || segment.unbounded !== true) return []
      return [{ id, unitKind: textOf(segment.unboundedContextKind) ?? lists.unitKind }]
    })
    const next = isRecord(links) && isRecord(links.next) ? textOf(links.next.href) : undefined
    return { lists: found, cursor: /[?&]offset=(\d+)/.exec(next ?? '')?.[1] }
  },

  // https://launchdarkly.com/docs/api/segments: "Update context targets on a big segment"
  leave: ({ id }, unitId, settings) =>
    segmentsRequest(settings, 'POST', `/${encodeURIComponent(id)}/contexts`, {
      included: { remove: [unitId] },
    }),
}

function segmentsRequest(
  settings: SettingValues,
  method: HttpRequest['method'],
  path: string,
  json?: unknown,
): HttpRequest {
  const environment = ['projectKey', 'environmentKey']
    .map((key) => encodeURIComponent(textSetting(settings, key) ?? ''))
    .join('/')
  return {
    method,
    url: `${hostFor('app', settings)}/api/v2/segments/${environment}${path}`,
    headers: {
      Authorization: textSetting(settings, 'apiToken') ?? '',
      'LD-API-Version': API_VERSION,
    },
    ...(json === undefined ? {} : { json }),
  }
}
