/**
 * A platform's API for tests: a real server on a free port that records every request and answers
 * as it is told. Connections can be reset or left hanging.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordedRequest {
  method: string
  path: string
  headers: Record<string, string | string[] | undefined>
  body: unknown
}

export type Answer =
  | { status: number; headers?: Record<string, string>; body?: unknown; delayMs?: number }
  | 'reset'
  | 'hang'

export interface FakePlatform {
  url: string
  requests: RecordedRequest[]
  /** Decides each answer; 202 `{"success":true}` by default. */
  answer: (request: RecordedRequest) => Answer
  /** Largest number of requests that were under way together. */
  mostAtOnce(): number
  close(): Promise<void>
}

export async function startFakePlatform(): Promise<FakePlatform> {
  const requests: RecordedRequest[] = []
  let underWay = 0
  let most = 0
  const server = createServer((incoming, response) => {
    underWay += 1
    most = Math.max(most, underWay)
    response.on('close', () => {
      underWay -= 1
    })
    void readBody(incoming).then((body) => {
      const { method = '', url: path = '', headers } = incoming
      const request = { method, path, headers, body }
      requests.push(request)
      reply(response, platform.answer(request))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const platform: FakePlatform = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: () => ({ status: 202, body: { success: true } }),
    mostAtOnce: () => most,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return platform
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return
  if (answer === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (answer.delayMs !== undefined) {
    setTimeout(() => reply(response, { ...answer, delayMs: undefined }), answer.delayMs)
    return
  }
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
  response.end(answer.body === undefined ? '' : JSON.stringify(answer.body))
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return text === '' ? undefined : text
  }
}
