/** A stand-in answers like a platform's API: it checks every body, keeps what it accepted, limits rates. */
import type { RateLimit } from '../rate-limit'

export interface StandIn {
  /** Platform id. */
  platform: string
  /** Settings with which a destination talks to it; `baseUrl` has no slash at its end. */
  settings(baseUrl: string): Readonly<Record<string, unknown>>
  /** Makes the API over a memory of its own. */
  create(memory: StandInMemory): (request: StandInRequest) => StandInResponse
}

export interface StandInRequest {
  method: string
  /** Path below the base URL, beginning with a slash. */
  path: string
  query: URLSearchParams
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** Parsed JSON; undefined if there is no body or it is no JSON. */
  body: unknown
}

export interface StandInResponse {
  status: number
  headers?: Record<string, string>
  body?: unknown
}

export type AcceptedKind = 'event' | 'exposure' | 'attribute'

/** What the platform took over. */
export interface StandInMemory {
  accept(kind: AcceptedKind, item: unknown): void
  lists: StandInLists
  /** The limit of this name, made at its first use. Counted in accelerated time. */
  rateLimit(name: string, max: number, windowMs: number): Pick<RateLimit, 'take'>
  elapsedMs(): number
}

export interface StandInLists {
  has(id: string): boolean
  create(list: { id: string; name?: string; unitKind?: string; type?: string }): void
  add(id: string, members: readonly string[]): void
  remove(id: string, members: readonly string[]): void
  clear(id: string): void
  members(id: string): string[]
  all(): StandInList[]
}

export interface StandInList {
  id: string
  name?: string
  unitKind?: string
  /** Where the platform has several types of lists. */
  type?: string
  count: number
}

/** What the tests and the page read. */
export interface AcceptedItem {
  kind: AcceptedKind
  at: string
  item: unknown
}
