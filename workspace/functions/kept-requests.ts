/**
 * The webhook requests of this process as they came, secrets included, so that they can be run again.
 * They are kept in memory only: what is stored and shown has its secrets hidden.
 */
import type { IncomingRequest } from './function-request'

export interface KeptRequests {
  keep(id: string, request: IncomingRequest): void
  get(id: string): IncomingRequest | undefined
}

const MAX_KEPT = 200

export function createKeptRequests(): KeptRequests {
  const requests = new Map<string, IncomingRequest>()
  return {
    get: (id) => requests.get(id),
    keep(id, request) {
      requests.set(id, request)
      const oldest = requests.keys().next().value
      if (requests.size > MAX_KEPT && oldest !== undefined) requests.delete(oldest)
    },
  }
}
