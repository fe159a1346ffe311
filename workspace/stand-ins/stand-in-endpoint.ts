/** Serves the stand-in platforms below `/stand-in/<platform>`. */
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import type { Store } from '../store/store'
import type { AnsweredRequests } from './answered-requests'
import type { Fault, Faults } from './faults'
import type { StandInRequest, StandInResponse } from './stand-in'

type Env = { Bindings: HttpBindings }

/** Path below the server's own address. */
export function standInPath(platform: string): string {
  return `/stand-in/${platform}`
}

export type Handler = (request: StandInRequest) => StandInResponse

export function createStandInEndpoint(
  handlers: ReadonlyMap<string, Handler>,
  faults: Faults,
  answered: AnsweredRequests,
  store: Store,
): Hono<Env> {
  const app = new Hono<Env>()
  app.all('/:platform/*', async (c) => {
    const platform = c.req.param('platform')
    const handler = handlers.get(platform)
    if (handler === undefined) return c.json({ message: 'No such stand-in platform' }, 404)
    const fault = faults.nextForRequest(platform)
    if (fault !== undefined && fault.kind !== 'duplicate') return misbehave(c, fault)
    const text = await c.req.text()
    const sent = { method: c.req.method, url: c.req.url, body: text }
    const response = answered.recover(sent) ?? handler(read(c, text, standInPath(platform)))
    answered.answered(sent, response)
    await store.flushed()
    if (fault !== undefined) return hangUp(c)
    return new Response(response.body === undefined ? null : JSON.stringify(response.body), {
      status: response.status,
      headers: { 'content-type': 'application/json', ...response.headers },
    })
  })
  return app
}

function read(c: Context<Env>, text: string, mount: string): StandInRequest {
  const url = new URL(c.req.url)
  return {
    method: c.req.method,
    path: url.pathname.slice(mount.length),
    query: url.searchParams,
    headers: c.req.header(),
    body: parse(text),
  }
}

function misbehave(c: Context<Env>, fault: Fault): Response | Promise<Response> {
  if (fault.kind === 'reset') return hangUp(c)
  // The client gives up, which closes the connection.
  if (fault.kind === 'timeout') return RESPONSE_ALREADY_SENT
  const headers = new Headers({ 'content-type': 'application/json' })
  if (fault.retryAfterSeconds !== undefined) {
    headers.set('retry-after', String(fault.retryAfterSeconds))
  }
  const status = fault.status ?? 500
  const body = JSON.stringify({ message: `Injected fault: status ${status}` })
  return new Response(body, { status, headers })
}

function hangUp(c: Context<Env>): Response {
  c.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
