/** The sources of a workspace: who may send, and the function behind a webhook. */
import type { SourceFunction } from './functions/source-function'

export interface Source {
  id: string
  writeKey: string
  /** The function that its webhook runs. */
  sourceFunction?: SourceFunction
}

export interface Sources {
  add(source: Source): void
  byId(id: string): Source | undefined
  byWriteKey(writeKey: string | undefined): Source | undefined
  all(): readonly Source[]
}

export function createSources(): Sources {
  const byId = new Map<string, Source>()
  const byWriteKey = new Map<string, Source>()
  return {
    add(source) {
      byId.set(source.id, source)
      byWriteKey.set(source.writeKey, source)
    },
    byId: (id) => byId.get(id),
    byWriteKey: (writeKey) => (writeKey === undefined ? undefined : byWriteKey.get(writeKey)),
    all: () => [...byId.values()],
  }
}
