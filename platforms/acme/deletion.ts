/** A deleted user leaves every list of Acme. */
import type { DeletionFace } from '../deletion-face'
import type { HttpRequest } from '../http'
import { isRecord } from '../is-record'
import { type SettingValues, textSetting } from '../setting'
import { textOf } from '../text-of'
import { hostOf } from './host-of'

export const deletion: DeletionFace = {
  problem: () => undefined,
  unitsOf: ({ userId }) => (userId === undefined ? [] : [{ kind: 'user', id: userId }]),
  lists: (_, settings) => request(settings, 'GET', '/lists'),
  readLists({ body }) {
    const ids = isRecord(body) && Array.isArray(body.lists) ? body.lists : []
    return { lists: ids.flatMap((id) => (textOf(id) ? [{ id, unitKind: 'user' }] : [])) }
  },
  leave: ({ id }, unitId, settings) =>
    request(settings, 'POST', `/lists/${encodeURIComponent(id)}`, { add: [], remove: [unitId] }),
}

function request(
  settings: SettingValues,
  method: HttpRequest['method'],
  path: string,
  json?: unknown,
): HttpRequest {
  const headers = { authorization: textSetting(settings, 'apiKey') ?? '' }
  return { method, url: `${hostOf(settings)}${path}`, headers, json }
}
