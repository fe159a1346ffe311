/** Statsig's ingest API and the part of its Console API that keeps ID lists. */
import { isRecord } from '../../../platforms/is-record'
import { compileShape } from '../shape'
import type { StandIn, StandInMemory, StandInRequest, StandInResponse } from '../stand-in'
import { CREATE_SEGMENT, ID_LIST, LOG_CUSTOM_EXPOSURE, LOG_EVENT } from './shapes'

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
    return request.method === 'POST' ? createSegment(request, memory) : listSegments(memory)
  }
  if (!memory.lists.has(id)) {
    return { status: 404, body: { status: 404, message: `Segment ${id} not found` } }
  }
  if (part === undefined) return describe(id, memory)
  if (part === 'id_list' && last === 'reset') return changeIds('reset', id, request, memory)
  if (part !== 'id_list') return { status: 404, body: { message: 'Not Found' } }
  if (request.method === 'GET') return readIds(id, request, memory)
  if (request.method === 'PATCH') return changeIds('add', id, request, memory)
  if (request.method === 'DELETE') return changeIds('remove', id, request, memory)
  return { status: 405, body: { message: 'Method Not Allowed' } }
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
  memory.lists.create({ id, name, unitKind: String(body.idType ?? 'userID') })
  const data = segmentOf(id, memory)
  return { status: 201, body: { message: 'Segment created successfully.', data } }
}

function changeIds(
  change: 'add' | 'remove' | 'reset',
  id: string,
  request: StandInRequest,
  memory: StandInMemory,
): StandInResponse {
  for (const { name, max, windowMs } of LIST_RATES) {
    const excess = memory.rateLimit(name, max, windowMs).take(memory.elapsedMs())
    if (excess !== undefined) return tooManyRequests(excess.waitMs)
  }
  const refused = refuseBody(problems.ids(request.body))
  if (refused !== undefined) return refused
  const body = isRecord(request.body) ? request.body : {}
  const ids = Array.isArray(body.ids) ? body.ids.map(String) : []
  if (change === 'reset') memory.lists.clear(id)
  if (change === 'remove') memory.lists.remove(id, ids)
  else memory.lists.add(id, ids)
  return { status: 200, body: { message: 'IDs successfully changed in Segment ID List' } }
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
  const more = page * limit < members.length
  return {
    status: 200,
    body: {
      message: 'Segments listed successfully.',
      // All ids of a page in one string, as in Statsig's own sample.
      data: { name: id, count: members.length, ids: ids.length === 0 ? [] : [ids.join(', ')] },
      pagination: {
        itemsPerPage: limit,
        pageNumber: page,
        nextPage: more ? `${SEGMENTS}/${id}/id_list?page=${page + 1}` : null,
        previousPage: null,
      },
    },
  }
}

function describe(id: string, memory: StandInMemory): StandInResponse {
  const data = segmentOf(id, memory)
  return { status: 200, body: { message: 'Segment read successfully.', data } }
}

function listSegments(memory: StandInMemory): StandInResponse {
  const data = memory.lists.all().map(({ id }) => segmentOf(id, memory))
  return { status: 200, body: { message: 'Segments listed successfully.', data } }
}

function segmentOf(id: string, memory: StandInMemory): Record<string, unknown> {
  const list = memory.lists.all().find((known) => known.id === id)
  return { id, type: 'id_list', isEnabled: true, count: list?.count ?? 0, tags: [] }
}
