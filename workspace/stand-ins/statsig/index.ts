/** Statsig's ingest API and the part of its Console API that keeps ID lists. */
import { isRecord } from '../../../platforms/is-record'
import { compileShape } from '../shape'
import type { StandIn, StandInMemory, StandInRequest, StandInResponse } from '../stand-in'
import {
  CREATE_SEGMENT,
  ID_LIST,
  LOG_CUSTOM_EXPOSURE,
  LOG_EVENT,
  USER_STORE_ID_LIST,
} from './shapes'

/** https://docs.statsig.com/console-api/segments: 12 in 10 s and 900 in 15 min, for a project. */
const LIST_RATES = [
  { name: 'id_list in 10 s', max: 12, windowMs: 10_000 },
  { name: 'id_list in 15 min', max: 900, windowMs: 900_000 },
]

const SEGMENTS = '/console/v1/segments'

const problems = {
  events: compileShape(LOG_EVENT),
  exposures: compileShape(LOG_CUSTOM_EXPOSURE),
  ids: compileShape(ID_LIST),
  userStoreIds: compileShape(USER_STORE_ID_LIST),
  segment: compileShape(CREATE_SEGMENT),
}

export const statsigStandIn: StandIn = {
  platform: 'statsig',

  settings: (host) => ({
    serverSecret: 'secret-stand-in-only',
    consoleKey: 'console-stand-in-only',
    host,
  }),

  create: (memory) => (request) => {
    if (request.path === '/v1/log_event') return logEvents(request, memory)
    if (request.path === '/v1/check_gate') return checkGate(request)
    if (request.path === '/v1/log_custom_exposure') return logExposures(request, memory)
    if (request.path.startsWith(SEGMENTS)) return segments(request, memory)
    return { status: 404, body: { message: `Not Found: ${request.method} ${request.path}` } }
  },
}

function logEvents(request: StandInRequest, memory: StandInMemory): StandInResponse {
  const refused = refuseIngest(request) ?? refuseBody(problems.events(request.body))
  if (refused !== undefined) return refused
  for (const event of itemsOf(request.body, 'events')) memory.accept('event', event)
  return { status: 202, body: { success: true } }
}

/** What a key is tested with: a gate that does not exist is off. */
function checkGate(request: StandInRequest): StandInResponse {
  const refused = refuseIngest(request)
  if (refused !== undefined) return refused
  const name = isRecord(request.body) ? request.body.gateName : undefined
  return { status: 200, body: { name, value: false, rule_id: null, group_name: null } }
}

function logExposures(request: StandInRequest, memory: StandInMemory): StandInResponse {
  const refused = refuseIngest(request) ?? refuseBody(problems.exposures(request.body))
  if (refused !== undefined) return refused
  for (const exposure of itemsOf(request.body, 'exposures')) memory.accept('exposure', exposure)
  return { status: 202, body: { success: true } }
}

/** The user of the request counts for items that have none. */
function itemsOf(body: unknown, key: string): unknown[] {
  if (!isRecord(body) || !Array.isArray(body[key])) return []
  const { user } = body
  return body[key].map((item) => (isRecord(item) && user !== undefined ? { user, ...item } : item))
}

/** The ingest API takes a server secret or a client key. */
function refuseIngest(request: StandInRequest): StandInResponse | undefined {
  if (request.method !== 'POST') return { status: 405, body: { message: 'Method Not Allowed' } }
  const key = request.headers['statsig-api-key'] ?? ''
  if (key.startsWith('secret-') || key.startsWith('client-')) return undefined
  return { status: 401, body: { message: 'Invalid statsig-api-key: a server secret is needed' } }
}

function refuseBody(problem: string | undefined): StandInResponse | undefined {
  if (problem === undefined) return undefined
  return { status: 400, body: { status: 400, message: `Invalid request: ${problem}` } }
}

function segments(request: StandInRequest, memory: StandInMemory): StandInResponse {
  const key = request.headers['statsig-api-key'] ?? ''
  if (!key.startsWith('console-')) return consoleKeyNeeded(key)
  const [id, part, last] = request.path
    .slice(SEGMENTS.length + 1)
    .split('/')
    .map(decodeURIComponent)
  if (id === undefined || id === '') {
    return request.method === 'POST'
      ? createSegment(request, memory)
      : listSegments(request, memory)
  }
  if (!memory.lists.has(id)) {
    return { status: 404, body: { status: 404, message: `Segment ${id} not found` } }
  }
  if (part === undefined) return describe(id, memory)
  const route = `${request.method} ${[part, last].filter((piece) => piece !== undefined).join('/')}`
  if (route === 'GET id_list') return readIds(id, request, memory)
  const change = CHANGES[route]
  if (change !== undefined) return changeIds(change, id, request, memory)
  return { status: 404, body: { message: 'Not Found' } }
}

interface IdChange {
  kind: 'add' | 'remove' | 'reset'
  /** The type that a list must have: each has paths of its own. */
  type: string
  problemOf: (body: unknown) => string | undefined
}

const CHANGES: Readonly<Record<string, IdChange>> = {
  'PATCH id_list': { kind: 'add', type: 'id_list', problemOf: problems.ids },
  'DELETE id_list': { kind: 'remove', type: 'id_list', problemOf: problems.ids },
  'POST id_list/reset': { kind: 'reset', type: 'id_list', problemOf: problems.ids },
  'PATCH add_ids': { kind: 'add', type: 'user_store_id_list', problemOf: problems.userStoreIds },
  'PATCH remove_ids': {
    kind: 'remove',
    type: 'user_store_id_list',
    problemOf: problems.userStoreIds,
  },
}

/** The message shows only the kind of key, as a log must not hold the rest. */
function consoleKeyNeeded(key: string): StandInResponse {
  const kind = /^(secret|client)-/.exec(key)?.[0] ?? ''
  const message = `This endpoint only accepts an active CONSOLE key, but an invalid key was sent. Key: ${kind}***`
  return { status: 401, body: { status: 401, message } }
}

function createSegment(request: StandInRequest, memory: StandInMemory): StandInResponse {
  const refused = refuseBody(problems.segment(request.body))
  if (refused !== undefined) return refused
  const body = isRecord(request.body) ? request.body : {}
  const name = String(body.name)
  const id = typeof body.id === 'string' ? body.id : name.replaceAll(' ', '_')
  const unitKind = String(body.idType ?? 'userID')
  memory.lists.create({ id, name, unitKind, type: String(body.type) })
  const data = segmentOf(id, memory)
  return { status: 201, body: { message: 'Segment created successfully.', data } }
}

function changeIds(
  { kind, type, problemOf }: IdChange,
  id: string,
  request: StandInRequest,
  memory: StandInMemory,
): StandInResponse {
  for (const { name, max, windowMs } of LIST_RATES) {
    const excess = memory.rateLimit(name, max, windowMs).take(memory.elapsedMs())
    if (excess !== undefined) return tooManyRequests(excess.waitMs)
  }
  const refused = refuseType(type, id, memory) ?? refuseBody(problemOf(request.body))
  if (refused !== undefined) return refused
  const body = isRecord(request.body) ? request.body : {}
  const ids = Array.isArray(body.ids) ? body.ids.map(String) : []
  if (kind === 'reset') memory.lists.clear(id)
  if (kind === 'remove') memory.lists.remove(id, ids)
  else memory.lists.add(id, ids)
  return { status: 200, body: { message: 'IDs successfully changed in Segment ID List' } }
}

function refuseType(type: string, id: string, memory: StandInMemory): StandInResponse | undefined {
  if (typeOf(id, memory) === type) return undefined
  const message = `Segment must be of type '${type}' to be modified on this endpoint`
  return { status: 400, body: { status: 400, message } }
}

function tooManyRequests(waitMs: number): StandInResponse {
  const retryAfter = String(Math.ceil(waitMs / 1000))
  return {
    status: 429,
    headers: { 'retry-after': retryAfter },
    body: { status: 429, message: 'Too many requests' },
  }
}

function readIds(id: string, request: StandInRequest, memory: StandInMemory): StandInResponse {
  const limit = Number(request.query.get('limit') ?? 1000)
  const page = Number(request.query.get('page') ?? 1)
  const members = memory.lists.members(id)
  const ids = members.slice((page - 1) * limit, page * limit)
  return {
    status: 200,
    body: {
      message: 'Segments listed successfully.',
      // All ids of a page in one string, as in Statsig's own sample.
      data: { name: id, count: members.length, ids: ids.length === 0 ? [] : [ids.join(', ')] },
      pagination: paginationOf(`${SEGMENTS}/${id}/id_list`, page, limit, members.length),
    },
  }
}

function describe(id: string, memory: StandInMemory): StandInResponse {
  const data = segmentOf(id, memory)
  return { status: 200, body: { message: 'Segment read successfully.', data } }
}

function listSegments(request: StandInRequest, memory: StandInMemory): StandInResponse {
  const limit = Number(request.query.get('limit') ?? 100)
  const page = Number(request.query.get('page') ?? 1)
  const all = memory.lists.all()
  const data = all.slice((page - 1) * limit, page * limit).map(({ id }) => segmentOf(id, memory))
  const message = 'Segments listed successfully.'
  const pagination = paginationOf(SEGMENTS, page, limit, all.length)
  return { status: 200, body: { message, data, pagination } }
}

function paginationOf(path: string, page: number, limit: number, total: number) {
  return {
    itemsPerPage: limit,
    pageNumber: page,
    nextPage: page * limit < total ? `${path}?page=${page + 1}` : null,
    previousPage: null,
  }
}

function segmentOf(id: string, memory: StandInMemory): Record<string, unknown> {
  const { count = 0, unitKind = 'userID' } = listOf(id, memory) ?? {}
  return { id, type: typeOf(id, memory), idType: unitKind, isEnabled: true, count, tags: [] }
}

function typeOf(id: string, memory: StandInMemory): string {
  return listOf(id, memory)?.type ?? 'id_list'
}

function listOf(id: string, memory: StandInMemory) {
  return memory.lists.all().find((known) => known.id === id)
}
