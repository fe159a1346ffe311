/** Which thing in the workspace is which in the declaration, and what stands in the way. */
import type { Finding, PlanOptions } from './change'
import type { Desired, DesiredDestination, DesiredFunction } from './desired'
import { isMarkedName, ownKeyOf, plainDisplayName } from './marks'
import type { RemoteDestination, RemoteFunction, RemoteSource } from './public-api/remote'
import { catalogEntryNamed, type Remote } from './read-workspace'

export interface Match {
  /** By key. */
  functions: Map<string, RemoteFunction>
  /** By slug, for declared sources. */
  sources: Map<string, RemoteSource>
  /** By key. */
  destinations: Map<string, RemoteDestination>
}

export function matchWorkspace(
  desired: Desired,
  remote: Remote,
  options: PlanOptions,
): { match: Match; findings: Finding[] } {
  const findings: Finding[] = []
  const match: Match = { functions: new Map(), sources: new Map(), destinations: new Map() }
  for (const it of desired.functions) {
    const found = matchFunction(it, desired.project, remote, options, findings)
    if (found !== undefined) match.functions.set(it.key, found)
  }
  for (const it of desired.sources) {
    const found = remote.sources.find((source) => source.slug === it.slug)
    if (found === undefined) continue
    if (found.metadataId === match.functions.get(it.functionKey)?.catalogId) {
      match.sources.set(it.slug, found)
    } else findings.push(slugTaken(it.slug))
  }
  for (const it of desired.destinations) {
    const found = matchDestination(it, desired, remote, match, options, findings)
    if (found !== undefined) match.destinations.set(it.key, found)
  }
  return { match, findings }
}

function matchFunction(
  it: DesiredFunction,
  project: string,
  remote: Remote,
  options: PlanOptions,
  findings: Finding[],
): RemoteFunction | undefined {
  const candidates = remote.functions.filter((other) => other.resourceType === it.resourceType)
  const own = candidates.find((other) => ownKeyOf(other, project) === it.key)
  if (own !== undefined) return own
  const named = candidates.find(
    (other) => plainDisplayName(other.displayName, remote.workspaceName) === it.displayName,
  )
  if (named === undefined || options.adopt === true) return named
  findings.push({
    level: 'stop',
    code: 'NOT_OURS',
    message: `a function named "${it.displayName}" exists and its code does not carry our header for "${it.key}": it was made by hand, or the header was taken out in Segment's editor. Rename one of them, or pass --adopt to replace its code with ours.`,
  })
  return undefined
}

function slugTaken(slug: string): Finding {
  return {
    level: 'stop',
    code: 'NOT_OURS',
    message: `the slug "${slug}" belongs to a source that is not an instance of the declared function. Choose another slug, or delete that source in Segment.`,
  }
}

function matchDestination(
  it: DesiredDestination,
  desired: Desired,
  remote: Remote,
  match: Match,
  options: PlanOptions,
  findings: Finding[],
): RemoteDestination | undefined {
  const sourceId = sourceIdOf(it.source, desired, remote, match, findings)
  const metadataId = metadataIdOf(it, remote, match, findings)
  const candidates = remote.destinations.filter(
    (other) => other.sourceId === sourceId && other.metadata.id === metadataId,
  )
  const named = candidates.find((other) => other.name === it.name)
  // An instance of our function is ours, whatever its name.
  if (named !== undefined || 'functionKey' in it.of) return named ?? candidates[0]
  const foreign = candidates.filter((other) => !isMarkedName(other.name, desired.project))
  const twin = foreign.find((other) => it.name.startsWith(`${other.name} [`)) ?? foreign[0]
  if (twin === undefined || options.adopt === true) return twin
  findings.push({
    level: 'note',
    code: 'POSSIBLE_DUPLICATE',
    message: `source "${it.source}" already has the destination "${twin.name}", which is not ours: what both receive is counted twice. Pass --adopt to take it over, or disable it in Segment.`,
  })
  return undefined
}

/** Undefined while it has still to be made. */
function sourceIdOf(
  ref: string,
  desired: Desired,
  remote: Remote,
  match: Match,
  findings: Finding[],
): string | undefined {
  if (desired.sources.some((it) => it.slug === ref)) return match.sources.get(ref)?.id
  const found = remote.sources.find((it) => it.slug === ref || it.id === ref)
  if (found === undefined) {
    findings.push({
      level: 'stop',
      code: 'BAD_CONFIG',
      message: `source "${ref}" is neither declared nor in the workspace. Write the slug or id of a source.`,
    })
  }
  return found?.id
}

function metadataIdOf(
  it: DesiredDestination,
  remote: Remote,
  match: Match,
  findings: Finding[],
): string | undefined {
  if ('functionKey' in it.of) return match.functions.get(it.of.functionKey)?.catalogId
  const { catalog } = it.of
  const entry = catalogEntryNamed(remote.catalog, catalog)
  if (entry === undefined) {
    findings.push({
      level: 'stop',
      code: 'BAD_CONFIG',
      message: `Segment's catalog has no destination "${catalog}". Write its slug, name or id: it stands in the address of its catalog page.`,
    })
  }
  return entry?.id
}
