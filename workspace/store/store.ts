/** Where records are kept. Every read sees every earlier write. */
import type { TableName, Tables } from '../records'

export interface Page<Item> {
  items: Item[]
  /** Pass it on to get older items; absent at the end. */
  nextCursor?: string
}

export interface Store {
  /** A new id; ids of later records sort after those of earlier ones. */
  nextId(): string
  put<Name extends TableName>(table: Name, record: Tables[Name]): void
  get<Name extends TableName>(table: Name, id: string): Tables[Name] | undefined
  /** Newest first, older than `cursor`. */
  page<Name extends TableName>(
    table: Name,
    options: { limit: number; cursor?: string },
  ): Page<Tables[Name]>
  /** How many records were ever put into the table, whether or not it still holds them. */
  total(table: TableName): number
  /** Text values by key, for state that is no record. */
  state: StateStore
  /** Resolves once everything that was put so far survives the process. */
  flushed(): Promise<void>
  close(): Promise<void>
}

export interface StateStore {
  get(key: string): unknown
  set(key: string, value: unknown): void
  delete(key: string): void
  /** Pairs whose key begins with `prefix`, in the order of the keys. */
  entries(prefix: string): Iterable<[string, unknown]>
}

/** State below it: ids of deliveries that are under way, whose records must be kept. */
export const UNFINISHED_DELIVERY = 'unfinished/delivery/'

const ID_LENGTH = 12

/** Ids are numbers with leading zeros, so that their order as text is their order in time. */
export function padId(id: number): string {
  return String(id).padStart(ID_LENGTH, '0')
}

/** The highest number among ids that were read back; 0 if there are none. */
export function latestId(ids: readonly (string | undefined)[]): number {
  return Math.max(0, ...ids.map((id) => Number(id ?? 0)))
}
