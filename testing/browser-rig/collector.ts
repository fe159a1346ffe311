/** A Tracking API and CDN on a loopback port that a real analytics.js talks to, and the pages under test. */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'

/** An event as it came in. */
export interface CollectedEvent {
  type: string
  event?: string
  name?: string
  messageId: string
  userId?: string | null
  anonymousId?: string
  timestamp: string
  sentAt: string
  properties?: Record<string, unknown>
  traits?: Record<string, unknown>
  context: Record<string, unknown>
  writeKey?: string
}

export interface Collector {
  url: string
  /** Serves this text at this path. */
  serve(path: string, contentType: 'text/html' | 'text/javascript', body: string): void
  /** Every request that was accepted, oldest first; `messageId`s may repeat, as on the wire. */
  received(): CollectedEvent[]
  /** As Segment passes them on: once for each `messageId`. */
  events(name?: string): CollectedEvent[]
  /** How many tracking requests came in, accepted or not. */
  attempts(): number
  /** Answers tracking requests with this status until told otherwise. */
  answerWith(status: number): void
  clear(): void
  close(): Promise<void>
}

/** The CDN build of analytics.js, from the same package as the npm build. */
const UMD = join(dirname(require.resolve('@segment/analytics-next/package.json')), 'dist', 'umd')

/** Scripts stay in the browser's cache, as they do on a site. */
const CACHED = { 'text/javascript': 'max-age=3600', 'text/html': 'no-store' } as const

const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }

export async function createCollector(): Promise<Collector> {
  const served = new Map<string, { contentType: 'text/html' | 'text/javascript'; body: string }>()
  let accepted: CollectedEvent[] = []
  let attempts = 0
  let status = 200

  const server = createServer((request, response) => {
    void answer(request, response)
  })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const body = await textOf(request)
    const reply = (code: number, contentType: string, text: string | Buffer) =>
      response.writeHead(code, { ...CORS, 'content-type': contentType }).end(text)
    const page = served.get(path)
    if (request.method === 'OPTIONS') reply(204, 'text/plain', '')
    else if (page) {
      response.setHeader('cache-control', CACHED[page.contentType])
      reply(200, page.contentType, page.body)
    } else if (path.endsWith('/settings')) reply(200, 'application/json', settings(path))
    else if (path.startsWith('/v1/') && request.method === 'POST') {
      attempts++
      if (status === 200) accepted.push(...eventsOf(body))
      reply(status, 'application/json', JSON.stringify({ success: status === 200 }))
    } else if (path.startsWith('/analytics.js/')) {
      reply(200, 'text/javascript', readFileSync(join(UMD, 'standalone.js')))
    } else if (path.startsWith('/analytics-next/bundles/')) {
      reply(200, 'text/javascript', readFileSync(join(UMD, basename(path))))
    } else reply(404, 'text/plain', `Nothing at ${path}`)
  }
  const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = (path: string) =>
    JSON.stringify({
      integrations: {
        'Segment.io': {
          apiKey: path.split('/').at(-2),
          apiHost: `${host()}/v1`,
          protocol: 'http',
        },
      },
    })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://${host()}`,
    serve: (path, contentType, body) => served.set(path, { contentType, body }),
    received: () => [...accepted],
    events(name) {
      const once = new Map(accepted.map((event) => [event.messageId, event]))
      return [...once.values()].filter((event) => name === undefined || event.event === name)
    },
    attempts: () => attempts,
    answerWith(code) {
      status = code
    },
    clear() {
      accepted = []
      attempts = 0
      status = 200
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function eventsOf(body: string): CollectedEvent[] {
  const parsed = JSON.parse(body) as CollectedEvent & { batch?: CollectedEvent[] }
  return parsed.batch ?? [parsed]
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
