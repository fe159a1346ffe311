/** Every item of a paged list. */
import { isRecord } from '../../platforms/is-record'
import type { CallInput, PublicApi } from './client'
import type { EndpointId } from './endpoints'
import { memberOf } from './remote'

/** The most that every version of the API has accepted. */
const PAGE_SIZE = '200'

export async function listAll<T>(
  api: PublicApi,
  id: EndpointId,
  key: string,
  parse: (item: unknown) => T,
  input: CallInput = {},
): Promise<T[]> {
  const found: T[] = []
  const seen = new Set<string>()
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: Record<string, string> = { 'pagination[count]': PAGE_SIZE }
    if (cursor !== '') page['pagination[cursor]'] = cursor
    const data = await api.call(id, { ...input, query: { ...input.query, ...page } })
    const items = memberOf(data, key)
    if (Array.isArray(items)) found.push(...items.map(parse))
    cursor = nextCursor(data, seen)
  }
  return found
}

/** Undefined at the end, also where a cursor leads in a circle. */
function nextCursor(data: unknown, seen: Set<string>): string | undefined {
  const pagination = isRecord(data) && isRecord(data.pagination) ? data.pagination : {}
  const { next } = pagination
  if (typeof next !== 'string' || next === '' || seen.has(next)) return undefined
  seen.add(next)
  return next
}
