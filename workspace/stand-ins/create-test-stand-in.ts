/** For tests: a stand-in over an empty memory, asked without a server. */
import { createClock } from '../clock'
import { createMemoryStore } from '../store/memory-store'
import type { StandIn, StandInResponse } from './stand-in'
import { createStandInMemory, type StandInRecords } from './stand-in-memory'

export interface TestStandIn {
  memory: StandInRecords
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): StandInResponse
}

export function createTestStandIn(
  standIn: StandIn,
  defaultHeaders: Readonly<Record<string, string>>,
): TestStandIn {
  const memory = createStandInMemory(standIn.platform, createMemoryStore().state, createClock(1))
  const handle = standIn.create(memory)
  return {
    memory,
    ask(method, path, body, headers = defaultHeaders) {
      const [pathname = '', search = ''] = path.split('?')
      const bytes = body === undefined ? 0 : Buffer.byteLength(JSON.stringify(body))
      return handle({
        method,
        path: pathname,
        query: new URLSearchParams(search),
        headers: { 'content-length': String(bytes), ...headers },
        body,
      })
    },
  }
}
