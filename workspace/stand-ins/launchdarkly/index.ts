/**
 * LaunchDarkly's event ingest and the synced segments that Segment's audiences go to. LaunchDarkly
 * itself answers 202 to events that it cannot use; this one refuses them and says why.
 */
import { isRecord } from '../../../platforms/is-record'
import { compileShape } from '../shape'
import type { StandIn, StandInMemory, StandInRequest, StandInResponse } from '../stand-in'
import { AUDIENCES, CUSTOM_EVENTS } from './shapes'

const CLIENT_SIDE_ID = 'stand-in-client-side-id'
const API_TOKEN = 'api-stand-in-only'
const EVENT_SCHEMA = '4'

/** https://launchdarkly.com/docs/home/metrics/import-metric-events */
const MAX_BODY_BYTES = 10_000_000

/** Payload ids that are remembered, so that a repeated payload is taken once. */
const MAX_PAYLOAD_IDS = 10_000

const problems = { events: compileShape(CUSTOM_EVENTS), audiences: compileShape(AUDIENCES) }

export const launchdarklyStandIn: StandIn = {
  platform: 'launchdarkly',

  settings: (host) => ({ clientSideId: CLIENT_SIDE_ID, apiToken: API_TOKEN, host }),

  create(memory) {
    const payloadIds = new Set<string>()
    return (request) => {
      const { path } = request
      if (path.startsWith('/events/bulk/')) {
        const known = path === `/events/bulk/${CLIENT_SIDE_ID}`
        return known ? takeEvents(request, memory, payloadIds) : notFound('environment')
      }
      if (path.startsWith('/v2/event-data-import/')) {
        return refuseToken(request) ?? takeEvents(request, memory, payloadIds)
      }
      if (path === '/api/v2/segment-targets/segment-audiences') {
        return refuseToken(request) ?? syncAudiences(request, memory)
      }
      if (path === '/api/v2/versions') return refuseToken(request) ?? { status: 200, body: {} }
      if (path.startsWith('/sdk/goals/')) {
        return path === `/sdk/goals/${CLIENT_SIDE_ID}` ? { status: 200 } : notFound('environment')
      }
      return notFound('path')
    }
  },
}

function takeEvents(
  request: StandInRequest,
  memory: StandInMemory,
  payloadIds: Set<string>,
): StandInResponse {
  if (request.headers['x-launchdarkly-event-schema'] !== EVENT_SCHEMA) {
    return refuse(406, `X-LaunchDarkly-Event-Schema must be ${EVENT_SCHEMA}`)
  }
  const bytes = Number(request.headers['content-length'] ?? 0)
  if (bytes > MAX_BODY_BYTES) return refuse(413, `the body is over ${MAX_BODY_BYTES} bytes`)
  const problem = problems.events(request.body)
  if (problem !== undefined) return refuse(400, problem)
  const id = request.headers['x-launchdarkly-payload-id']
  if (id !== undefined && payloadIds.has(id)) return { status: 202 }
  if (id !== undefined) {
    if (payloadIds.size >= MAX_PAYLOAD_IDS) payloadIds.clear()
    payloadIds.add(id)
  }
  for (const event of Array.isArray(request.body) ? request.body : []) memory.accept('event', event)
  return { status: 202 }
}

/** Segments need not exist: the first membership creates one, keyed by the cohort's id. */
function syncAudiences(request: StandInRequest, memory: StandInMemory): StandInResponse {
  const problem = problems.audiences(request.body)
  if (problem !== undefined) return refuse(400, problem)
  const body = isRecord(request.body) ? request.body : {}
  if (body.environmentId !== CLIENT_SIDE_ID) return notFound('environment')
  for (const item of Array.isArray(body.batch) ? body.batch.filter(isRecord) : []) {
    const id = String(item.cohortId)
    const list = { id, name: String(item.cohortName), unitKind: String(body.contextKind) }
    if (!memory.lists.has(id)) memory.lists.create(list)
    if (item.value === true) memory.lists.add(id, [String(item.userId)])
    else memory.lists.remove(id, [String(item.userId)])
  }
  return { status: 200, body: {} }
}

/** The token stands bare in the header, without a scheme. */
function refuseToken(request: StandInRequest): StandInResponse | undefined {
  const { authorization } = request.headers
  return authorization === API_TOKEN ? undefined : refuse(401, 'Invalid access token')
}

function notFound(what: string): StandInResponse {
  return refuse(404, `Unknown ${what}`)
}

function refuse(status: number, message: string): StandInResponse {
  return { status, body: { code: String(status), message } }
}
