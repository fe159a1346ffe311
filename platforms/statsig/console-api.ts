/** Requests and answers of Statsig's Console API. https://docs.statsig.com/console-api/segments */
import type { HttpRequest, HttpResponse } from '../http'
import { isRecord } from '../is-record'
import { type Outcome, rejected } from '../outcome'
import { type SettingValues, textSetting } from '../setting'

/** The version of Statsig's Console API that requests name. https://docs.statsig.com/console-api */
export const API_VERSION = '20240601'

const CONSOLE_HOST = 'https://statsigapi.net'

/** The classic list, and the one in the user store. */
export type ListType = 'id_list' | 'user_store_id_list'

/** The classic list is changed by method on one path, the user store by path with one method. */
export function changeRequest(
  type: ListType,
  listId: string,
  member: boolean,
  ids: string[],
  settings: SettingValues,
): HttpRequest {
  if (type === 'user_store_id_list') {
    const path = `/${listId}/${member ? 'add_ids' : 'remove_ids'}`
    return consoleRequest(settings, 'PATCH', path, { ids })
  }
  return consoleRequest(settings, member ? 'PATCH' : 'DELETE', `/${listId}/id_list`, { ids })
}

export function consoleRequest(
  settings: SettingValues,
  method: HttpRequest['method'],
  path: string,
  json?: unknown,
): HttpRequest {
  return {
    method,
    url: `${CONSOLE_HOST}/console/v1/segments${path}`,
    headers: {
      'STATSIG-API-KEY': textSetting(settings, 'consoleKey') ?? '',
      'STATSIG-API-VERSION': API_VERSION,
    },
    ...(json === undefined ? {} : { json }),
  }
}

export function keyProblem(settings: SettingValues): Outcome | undefined {
  const key = textSetting(settings, 'consoleKey')
  if (key === undefined) {
    return rejected('UNAUTHORIZED', 'consoleKey is not set. ID lists need a Console API key.')
  }
  if (!/^(secret|client)-/.test(key)) return undefined
  return rejected(
    'UNAUTHORIZED',
    'consoleKey holds a server or client key, which the Console API refuses. Use a Console API key.',
  )
}

export function dataOf(response: HttpResponse): Record<string, unknown> {
  const body = isRecord(response.body) ? response.body : {}
  return isRecord(body.data) ? body.data : {}
}

/** The number of the next page; undefined after the last. */
export function nextPage(response: HttpResponse): string | undefined {
  const pagination = isRecord(response.body) ? response.body.pagination : undefined
  if (!isRecord(pagination)) return undefined
  return pagination.nextPage === null || pagination.nextPage === undefined
    ? undefined
    : String(Number(pagination.pageNumber) + 1)
}
