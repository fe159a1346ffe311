/** A record as lists and the stream show it: a request's long bodies are cut, they are loaded by id. */
import type { RequestRecord, TableName, Tables } from '../records'

const SHOWN_CHARACTERS = 2000

export type ListedRequest = RequestRecord & {
  /** The bodies are longer than what is here. */
  cut?: true
}

export function listedRecord<Name extends TableName>(
  table: Name,
  record: Tables[Name],
): Tables[Name] | ListedRequest {
  return table === 'requests' ? cut(record as RequestRecord) : record
}

function cut(request: RequestRecord): ListedRequest {
  const { body, responseBody = '' } = request
  if (body.length <= SHOWN_CHARACTERS && responseBody.length <= SHOWN_CHARACTERS) return request
  return {
    ...request,
    body: body.slice(0, SHOWN_CHARACTERS),
    ...(request.responseBody === undefined
      ? {}
      : { responseBody: responseBody.slice(0, SHOWN_CHARACTERS) }),
    cut: true,
  }
}
