/** What carries our mark, and its deletion in the order of dependence. */
import { type Change, type Finding, PHASES } from './change'
import { deletion } from './changes/deletion'
import { filterDeletion } from './changes/filter-changes'
import { mappingDeletion } from './changes/mapping-changes'
import { hasLabel, isMarkedName, ownerLabel, ownKeyOf } from './marks'
import type { RemoteDestination, RemoteFunction, RemoteSource } from './public-api/remote'
import type { Remote } from './read-workspace'

export interface Owned {
  functions: RemoteFunction[]
  sources: RemoteSource[]
  destinations: RemoteDestination[]
}

export function ownedBy(project: string, remote: Remote): Owned {
  const functions = remote.functions.filter((it) => ownKeyOf(it, project) !== undefined)
  const catalogIds = new Set(functions.map((it) => it.catalogId))
  return {
    functions,
    sources: remote.sources.filter(
      (it) => catalogIds.has(it.metadataId) || hasLabel(it, ownerLabel(project)),
    ),
    destinations: remote.destinations.filter(
      (it) => catalogIds.has(it.metadata.id) || isMarkedName(it.name, project),
    ),
  }
}

/** A source that somebody else's destination hangs on stays, and so does its function. */
export function deletionsOf(
  owned: Owned,
  remote: Remote,
): { changes: Change[]; findings: Finding[] } {
  const goingIds = new Set(owned.destinations.map((it) => it.id))
  const others = remote.destinations.filter((it) => !goingIds.has(it.id))
  const held = owned.sources.filter((it) => others.some((other) => other.sourceId === it.id))
  const sources = owned.sources.filter((it) => !held.includes(it))
  const functions = owned.functions.filter((it) => !isUsed(it, remote, sources, goingIds))
  return {
    changes: [
      ...owned.destinations.flatMap((it) => destinationDeletions(it, remote)),
      ...sources.map(sourceDeletion),
      ...functions.map(functionDeletion),
    ],
    findings: held.map((it) => heldFinding(it, others)),
  }
}

function isUsed(
  it: RemoteFunction,
  remote: Remote,
  goingSources: readonly RemoteSource[],
  goingDestinations: ReadonlySet<string>,
): boolean {
  return (
    remote.sources.some(
      (other) => other.metadataId === it.catalogId && !goingSources.includes(other),
    ) ||
    remote.destinations.some(
      (other) => other.metadata.id === it.catalogId && !goingDestinations.has(other.id),
    )
  )
}

function heldFinding(it: RemoteSource, others: readonly RemoteDestination[]): Finding {
  const names = others.filter((other) => other.sourceId === it.id).map((other) => `"${other.name}"`)
  return {
    level: 'note',
    code: 'NOT_OURS',
    message: `source "${it.name}" stays, because ${names.join(', ')} hangs on it and is not ours. Disconnect it in Segment first.`,
  }
}

function destinationDeletions(it: RemoteDestination, remote: Remote): Change[] {
  const mappings = remote.mappings.get(it.id) ?? []
  const filters = remote.filters.get(it.id) ?? []
  return [
    ...mappings.map((mapping) => mappingDeletion(mapping, it.id, it.name)),
    ...filters.map((filter) => filterDeletion(filter, it.id, it.name)),
    deletion(
      { phase: PHASES.deleteDestination, resource: 'destination', name: it.name },
      'deleteDestination',
      { destinationId: it.id },
    ),
  ]
}

function sourceDeletion({ id, name }: RemoteSource): Change {
  const it = { phase: PHASES.deleteSource, resource: 'source', name } as const
  return deletion(it, 'deleteSource', { sourceId: id })
}

function functionDeletion({ id, displayName }: RemoteFunction): Change {
  const it = { phase: PHASES.deleteFunction, resource: 'function', name: displayName } as const
  return deletion(it, 'deleteFunction', { functionId: id })
}
