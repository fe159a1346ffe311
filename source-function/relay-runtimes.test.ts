/** The relay under the conventions of three runtimes. */
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import { build } from 'esbuild'
import { launchdarkly } from '../platforms/launchdarkly'
import type { SignatureScheme } from '../platforms/signature'
import { type SegmentRecorder, segmentRecorder } from '../testing/segment-recorder'
import { sign } from '../testing/sign'
import { webhookFixtures } from '../testing/webhook-fixtures'
import { createRelay } from './create-relay'
import { lambdaHandler } from './lambda-handler'

const scheme = launchdarkly.webhook?.signature as SignatureScheme
const fixture = webhookFixtures('launchdarkly').find(
  ({ name }) => name === 'audit-log.environment-update',
)
const body = JSON.stringify(fixture?.body)
const headers = sign(scheme, 'shh', body, 0)
const settings = { signingSecret: 'shh' }

let segment: SegmentRecorder
beforeEach(async () => {
  segment = await segmentRecorder()
})
afterEach(() => segment.close())

function expectOneVerifiedChange(status: number, answer: unknown): void {
  expect([status, answer]).toEqual([200, expect.objectContaining({ auth: 'verified', sent: 1 })])
  const calls = segment.posts.flatMap((post) => post.body.batch)
  expect(calls.map(({ messageId: _, ...call }) => call)).toEqual(fixture?.expected.native.flat())
}

describe('on Node, behind @hono/node-server', () => {
  let server: Server
  let url: string
  beforeEach(async () => {
    const relay = createRelay({ writeKey: 'wk', host: segment.host, settings })
    server = serve({ fetch: relay, port: 0, hostname: '127.0.0.1' }) as Server
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  })
  afterEach(() => new Promise((resolve) => server.close(resolve)))

  it('takes a signed webhook', async () => {
    const response = await fetch(url, { method: 'POST', body, headers })
    expectOneVerifiedChange(response.status, await response.json())
  })

  it('takes a gzipped one', async () => {
    const gzipped = { ...headers, 'content-encoding': 'gzip' }
    const response = await fetch(url, { method: 'POST', body: gzipSync(body), headers: gzipped })
    expectOneVerifiedChange(response.status, await response.json())
  })

  it('refuses a forged one', async () => {
    const forged = { ...headers, 'x-ld-signature': '0'.repeat(64) }
    const response = await fetch(url, { method: 'POST', body, headers: forged })
    expect(response.status).toBe(401)
  })
})

/** What Workers have and nothing of Node. https://developers.cloudflare.com/workers/runtime-apis/ */
const WORKER_GLOBALS = {
  AbortSignal,
  DecompressionStream,
  TransformStream,
  Headers,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  Uint8Array,
  atob,
  btoa,
  crypto,
  fetch,
  setTimeout,
}

it('runs as a Worker, whose module exports an object with fetch', async () => {
  const bundle = await build({
    stdin: {
      contents: `import { createRelay } from './create-relay'
        export default { fetch: (request, env) => createRelay(env)(request) }`,
      resolveDir: join(__dirname),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'worker',
    platform: 'neutral',
    target: 'es2022',
  })
  const context = createContext({ ...WORKER_GLOBALS })
  runInContext(`${bundle.outputFiles[0]?.text ?? ''}\nglobalThis.worker = worker.default`, context)
  const env = { writeKey: 'wk', host: segment.host, settings }
  const request = new Request('https://relay.example/', { method: 'POST', body, headers })
  const response = (await context.worker.fetch(request, env)) as Response
  expectOneVerifiedChange(response.status, await response.json())
})

describe('on Lambda, behind a function URL', () => {
  const event = {
    rawPath: '/',
    rawQueryString: '',
    requestContext: { domainName: 'x.lambda-url.eu-west-1.on.aws', http: { method: 'POST' } },
  }
  const handler = () => lambdaHandler(createRelay({ writeKey: 'wk', host: segment.host, settings }))

  it('takes a signed webhook', async () => {
    const result = await handler()({ ...event, headers, body })
    expectOneVerifiedChange(result.statusCode, JSON.parse(result.body))
  })

  it('takes a gzipped one, which arrives in base64', async () => {
    const result = await handler()({
      ...event,
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: gzipSync(body).toString('base64'),
      isBase64Encoded: true,
    })
    expectOneVerifiedChange(result.statusCode, JSON.parse(result.body))
  })

  it('hands on the shared secret in the query, and the status', async () => {
    const relay = createRelay({
      writeKey: 'wk',
      host: segment.host,
      settings: { sharedSecret: 'token' },
    })
    const withQuery = (rawQueryString: string) =>
      lambdaHandler(relay)({ ...event, rawQueryString, headers: {}, body })
    expect((await withQuery('token=token')).statusCode).toBe(200)
    expect((await withQuery('token=other')).statusCode).toBe(401)
    const get = { ...event.requestContext, http: { method: 'GET' } }
    const answered = await lambdaHandler(relay)({ ...event, requestContext: get, headers: {} })
    expect([answered.statusCode, answered.headers.allow]).toEqual([405, 'POST'])
  })
})
