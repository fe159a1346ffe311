/** Kameleoon's endpoint for Segment: one call a request, and an unknown event name makes a new goal. */
import { isRecord } from '../../../platforms/is-record'
import { compileShape } from '../shape'
import type { StandIn, StandInMemory, StandInRequest, StandInResponse } from '../stand-in'
import { SEGMENT_CALL } from './shapes'

const CLIENT = { client_id: 'stand-in', client_secret: 'stand-in-only' }
const API_KEY = Buffer.from(JSON.stringify(CLIENT)).toString('base64')
const SITE_CODE = 'standinabc'

/** https://amplitude.com/docs/data/destination-catalog/kameleoon (read 2026-11-21) */
const MAX_EVENT_BYTES = 1_000_000
const NEW_GOAL_RATES = [
  { name: 'new goals in 10 s', max: 50, windowMs: 10_000 },
  { name: 'new goals in 1 h', max: 1000, windowMs: 3_600_000 },
]

const problemOf = compileShape(SEGMENT_CALL)

export const kameleoonStandIn: StandIn = {
  platform: 'kameleoon',

  // Local traffic carries no visitor code, and without one every event would be refused.
  settings: (host) => ({
    apiKey: API_KEY,
    siteCode: SITE_CODE,
    host,
    identityMapping: 'visitorCode=userId',
  }),

  create(memory) {
    const goals = new Set<string>()
    return (request) => {
      if (request.path !== '/segmentio') return refuse(404, 'Not Found')
      if (request.method !== 'POST') return refuse(405, 'Method Not Allowed')
      return refuseKey(request) ?? takeCall(request, memory, goals)
    }
  },
}

function takeCall(
  request: StandInRequest,
  memory: StandInMemory,
  goals: Set<string>,
): StandInResponse {
  const bytes = Number(request.headers['content-length'] ?? 0)
  if (bytes > MAX_EVENT_BYTES) return refuse(413, `the event is over ${MAX_EVENT_BYTES} bytes`)
  const problem = problemOf(request.body)
  if (problem !== undefined) return refuse(400, problem)
  const { type, event } = isRecord(request.body) ? request.body : {}
  if (type !== 'track') {
    memory.accept(type === 'identify' ? 'attribute' : 'event', request.body)
    return { status: 200, body: {} }
  }
  return newGoal(String(event), memory, goals) ?? accept(request.body, memory)
}

/** That too many new goals are answered with 429 is our reading: the limit is published, not the answer. */
function newGoal(
  name: string,
  memory: StandInMemory,
  goals: Set<string>,
): StandInResponse | undefined {
  if (goals.has(name)) return undefined
  for (const { name: limit, max, windowMs } of NEW_GOAL_RATES) {
    const excess = memory.rateLimit(limit, max, windowMs).take(memory.elapsedMs())
    if (excess === undefined) continue
    const retryAfter = String(Math.ceil(excess.waitMs / 1000))
    return { ...refuse(429, 'too many new goals'), headers: { 'retry-after': retryAfter } }
  }
  goals.add(name)
  return undefined
}

function accept(body: unknown, memory: StandInMemory): StandInResponse {
  memory.accept('event', body)
  return { status: 200, body: {} }
}

/** The key is base64 already and follows `Basic ` as it is. */
function refuseKey(request: StandInRequest): StandInResponse | undefined {
  if (request.headers.authorization !== `Basic ${API_KEY}`) return refuse(401, 'Invalid API key')
  const siteCode = request.headers['x-segment-settings']
  return siteCode === SITE_CODE ? undefined : refuse(403, 'Unknown site code')
}

function refuse(status: number, message: string): StandInResponse {
  return { status, body: { status, message } }
}
