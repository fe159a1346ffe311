/** A stand-in for Segment's `/v1/batch` on loopback that records what it is sent. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordedPost {
  path: string
  headers: Record<string, string | undefined>
  body: { batch: Record<string, unknown>[]; sentAt: string }
  atMs: number
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  /** Never answers. */
  hang?: true
}

export interface SegmentRecorder {
  /** `http://127.0.0.1:<port>` */
  host: string
  posts: RecordedPost[]
  /** What the next requests are answered, in order; 200 when used up. */
  answers: Answer[]
  close(): Promise<void>
}

export async function segmentRecorder(): Promise<SegmentRecorder> {
  const posts: RecordedPost[] = []
  const answers: Answer[] = []
  const server = createServer((request, response) => {
    void record(request).then((post) => {
      posts.push(post)
      reply(response, answers.shift())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { host: `http://127.0.0.1:${port}`, posts, answers, close: () => close(server) }
}

async function record(request: IncomingMessage): Promise<RecordedPost> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as RecordedPost['body']
  const headers = request.headers as RecordedPost['headers']
  return { path: request.url ?? '', headers, body, atMs: Date.now() }
}

function reply(response: ServerResponse, answer: Answer = { status: 200 }): void {
  if (answer.hang) return
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
  response.end('{"success":true}')
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
