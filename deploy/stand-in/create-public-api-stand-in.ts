/**
 * A stand-in for Segment's Public API, on this machine: it checks every request against the contract,
 * keeps state, counts against rate limits, censors secrets, and fails on demand.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, systemClock } from '../clock'
import type { EndpointId } from '../public-api/endpoints'
import { type Answer, failure, redirect, success, tooMany, withLimits } from './answer'
import { operations, requestProblem } from './contract-problems'
import { handlers } from './handlers'
import { createRateLimits } from './rate-limits'
import { createWorld, Refusal, type World } from './world'

export interface StandInOptions {
  /** 0 for any free port. */
  port?: number
  clock?: Clock
  /** For a workspace of the other region, whose server is there. */
  redirectTo?: string
  /** What alpha endpoints answer where they are switched off. */
  alpha?: 'on' | 403 | 404
  rateLimits?: boolean
}

/** Instead of the usual answer to the nth call of an endpoint. */
export interface Fault {
  endpoint: EndpointId
  /** 1 is the next call. */
  nth?: number
  /** How many calls from there; 1 by default. */
  times?: number
  /** Does the call still do what it does? */
  acts?: boolean
  answer: Answer | 'silence' | 'disconnect'
}

export interface RecordedCall {
  endpoint: EndpointId | 'webhook'
  path: Readonly<Record<string, string>>
  body: unknown
  status: number
}

export interface PublicApiStandIn {
  url: string
  token: string
  workspaceId: string
  /** To look into and to edit behind deploy's back. */
  world: World
  calls: RecordedCall[]
  addFault(fault: Fault): void
  /** Called when a call has acted and before it is answered. */
  onActed: (endpoint: EndpointId) => void | Promise<void>
  close(): Promise<void>
}

type PendingFault = Required<Fault>

export const STAND_IN_TOKEN = 'sgp_standInTokenThatMustNeverBePrinted0123456789'

export async function createPublicApiStandIn(
  options: StandInOptions = {},
): Promise<PublicApiStandIn> {
  const { clock = systemClock, port = 0 } = options
  const world = createWorld(clock)
  const limits = createRateLimits(clock)
  const faults: PendingFault[] = []

  async function answerTo(request: IncomingMessage): Promise<Answer | undefined> {
    const url = new URL(request.url ?? '/', 'http://stand-in')
    const text = await textOf(request)
    if (request.method === 'POST' && url.searchParams.has('b')) return webhook(standIn, url, text)
    if (options.redirectTo !== undefined) return redirect(options.redirectTo, url)
    const route = routeOf(request.method ?? '', url.pathname)
    if (route === undefined) return failure(404, 'NotFound', 'No such route')
    const verdict = limits.count(route.id)
    const fault = takeFault(faults, route.id)
    const act = () => acted(options, world, request, route, url, text)
    const usual = options.rateLimits !== false && verdict.isOver ? tooMany(verdict) : undefined
    const answer = usual ?? (fault === undefined || fault.acts ? act() : undefined)
    record(standIn, route, text, answer?.status ?? 0)
    await standIn.onActed(route.id)
    if (fault === undefined || usual !== undefined) return answer && withLimits(answer, verdict)
    if (fault.answer === 'disconnect') request.socket.destroy()
    return typeof fault.answer === 'string' ? undefined : fault.answer
  }

  const server = createServer((request, response) => {
    answerTo(request).then(
      (answer) => answer && write(response, answer),
      (error: unknown) => write(response, failure(500, 'StandInBroke', String(error))),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  const standIn: PublicApiStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: STAND_IN_TOKEN,
    workspaceId: world.workspace.id,
    world,
    calls: [],
    addFault: (fault) => faults.push({ nth: 1, times: 1, acts: false, ...fault }),
    onActed: () => {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return standIn
}

interface Route {
  id: EndpointId
  path: Record<string, string>
}

function routeOf(method: string, pathname: string): Route | undefined {
  for (const [id, operation] of Object.entries(operations)) {
    if (operation.method !== method) continue
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
    const pattern = new RegExp(`^${operation.path.replace(/\{\w+\}/g, '([^/]+)')}$`)
    const values = pattern.exec(pathname)?.slice(1)
    if (values === undefined) continue
    const path = Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]),
    )
    return { id: id as EndpointId, path }
  }
  return undefined
}

function acted(
  options: StandInOptions,
  world: World,
  request: IncomingMessage,
  { id, path }: Route,
  url: URL,
  text: string,
): Answer {
  // Segment answers 403, not 401, to a token that it does not know.
  if (request.headers.authorization !== `Bearer ${STAND_IN_TOKEN}`) {
    return failure(403, 'forbidden', 'The token is not valid')
  }
  if (!operations[id].accept.includes(request.headers.accept ?? '')) {
    return failure(406, 'NotAcceptable', 'The operation has no such version')
  }
  const { alpha = 'on' } = options
  if (operations[id].stability === 'v1alpha' && alpha !== 'on') {
    return failure(alpha, alpha === 404 ? 'NotFound' : 'forbidden', 'The feature is not enabled')
  }
  const query = new Map(url.searchParams)
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  const problem = requestProblem(id, query, body)
  if (problem !== undefined) return failure(422, 'ValidationFailure', problem)
  try {
    const data = handlers[id](world, { path, query, body: (body ?? {}) as Record<string, unknown> })
    return success(id, { data })
  } catch (error) {
    if (error instanceof Refusal) return failure(error.status, error.type, error.message)
    throw error
  }
}

/** The address that vendors send to. */
function webhook(standIn: PublicApiStandIn, url: URL, text: string): Answer {
  const [sourceId, writeKey] = Buffer.from(url.searchParams.get('b') ?? '', 'base64')
    .toString()
    .split('::')
  const source = standIn.world.sources.find((it) => it.id === sourceId && it.writeKey === writeKey)
  const status = source?.deployedVersionId === undefined ? 404 : 200
  const path = { sourceId: sourceId ?? '', token: url.searchParams.get('token') ?? '' }
  standIn.calls.push({ endpoint: 'webhook', path, body: JSON.parse(text), status })
  return { status, body: JSON.stringify({ success: status === 200 }) }
}

function takeFault(faults: PendingFault[], id: EndpointId): PendingFault | undefined {
  const due = faults.find((fault) => fault.endpoint === id)
  if (due === undefined) return undefined
  due.nth -= 1
  if (due.nth > 0) return undefined
  due.times -= 1
  if (due.times === 0) faults.splice(faults.indexOf(due), 1)
  return due
}

function record(
  standIn: PublicApiStandIn,
  { id, path }: Route,
  text: string,
  status: number,
): void {
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  standIn.calls.push({ endpoint: id, path, body, status })
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body)
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
