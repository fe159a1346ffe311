/** Reads what the declaration is compared with, and nothing else; refuses any workspace but the pinned one. */

import { isRecord } from '../platforms/is-record'
import { DeployError } from './deploy-error'
import type { Desired } from './desired'
import { isMarkedName, ownKeyOf } from './marks'
import type { PublicApi } from './public-api/client'
import { listAll } from './public-api/list-all'
import {
  type CatalogEntry,
  catalogEntryOf,
  destinationOf,
  filterOf,
  functionOf,
  type Label,
  labelOf,
  mappingOf,
  memberOf,
  type RemoteDestination,
  type RemoteFilter,
  type RemoteFunction,
  type RemoteMapping,
  type RemoteSource,
  type RemoteTrackingPlan,
  sourceOf,
  trackingPlanOf,
} from './public-api/remote'

export interface Remote {
  workspaceName: string
  functions: RemoteFunction[]
  sources: RemoteSource[]
  destinations: RemoteDestination[]
  labels: Label[]
  trackingPlans: RemoteTrackingPlan[]
  /** Tracking plan's id by source id, for declared sources. */
  trackingPlanIds: ReadonlyMap<string, string>
  /** By destination id, for destinations that the declaration names or we made. */
  mappings: ReadonlyMap<string, RemoteMapping[]>
  filters: ReadonlyMap<string, RemoteFilter[]>
  /** The entries that the declaration names. */
  catalog: CatalogEntry[]
}

export async function readWorkspace(api: PublicApi, desired: Desired): Promise<Remote> {
  const workspaceName = await readPinnedWorkspace(api, desired.workspaceId)
  const functions = await readFunctions(api)
  const sources = await listAll(api, 'listSources', 'sources', sourceOf)
  const destinations = await listAll(api, 'listDestinations', 'destinations', destinationOf)
  const catalog = await readCatalog(api, desired, destinations)
  const relevant = relevantDestinations(desired, functions, destinations, catalog)
  const withMappings = relevant.filter((it) => it.metadata.actions.length > 0)
  return {
    workspaceName,
    functions,
    sources,
    destinations,
    labels: await readLabels(api),
    ...(await readTrackingPlans(api, desired, sources)),
    mappings: await readEach(withMappings, (it) => readMappings(api, it.id)),
    filters: await readEach(relevant, (it) => readFilters(api, it.id)),
    catalog,
  }
}

async function readPinnedWorkspace(api: PublicApi, pinnedId: string): Promise<string> {
  const workspace = memberOf(await api.call('getWorkspace'), 'workspace')
  const { id, name } = isRecord(workspace) ? workspace : {}
  if (id !== pinnedId) {
    throw new DeployError(
      'WRONG_WORKSPACE',
      `the token opens workspace "${name}" (${id}), the declaration is for ${pinnedId}. Use a token of that workspace, or correct workspace.id. Nothing was changed.`,
    )
  }
  return typeof name === 'string' ? name : ''
}

/** With code, which the list leaves out; a workspace has 25 at most. */
export async function readFunctions(api: PublicApi): Promise<RemoteFunction[]> {
  const ids: string[] = []
  for (const resourceType of ['SOURCE', 'DESTINATION']) {
    const query = { resourceType }
    const found = await listAll(api, 'listFunctions', 'functions', (item) => functionOf(item).id, {
      query,
    })
    ids.push(...found)
  }
  return Promise.all(ids.map((id) => readFunction(api, id)))
}

export async function readFunction(api: PublicApi, functionId: string): Promise<RemoteFunction> {
  return functionOf(memberOf(await api.call('getFunction', { path: { functionId } }), 'function'))
}

export function readMappings(api: PublicApi, destinationId: string): Promise<RemoteMapping[]> {
  const path = { destinationId }
  return listAll(api, 'listSubscriptionsFromDestination', 'subscriptions', mappingOf, { path })
}

export function readFilters(api: PublicApi, destinationId: string): Promise<RemoteFilter[]> {
  const path = { destinationId }
  return listAll(api, 'listFiltersFromDestination', 'filters', filterOf, { path })
}

export async function readLabels(api: PublicApi): Promise<Label[]> {
  const labels = memberOf(await api.call('listLabels'), 'labels')
  return Array.isArray(labels) ? labels.map(labelOf) : []
}

export async function readTrackingPlanId(
  api: PublicApi,
  sourceId: string,
): Promise<string | undefined> {
  const data = await api.call('getSource', { path: { sourceId } })
  const id = isRecord(data) ? data.trackingPlanId : undefined
  return typeof id === 'string' && id !== '' ? id : undefined
}

async function readTrackingPlans(api: PublicApi, desired: Desired, sources: RemoteSource[]) {
  const declared = desired.sources.filter((it) => it.trackingPlan !== undefined)
  const trackingPlanIds = new Map<string, string>()
  if (declared.length === 0) return { trackingPlans: [], trackingPlanIds }
  for (const { slug } of declared) {
    const source = sources.find((it) => it.slug === slug)
    const id = source && (await readTrackingPlanId(api, source.id))
    if (source !== undefined && id !== undefined) trackingPlanIds.set(source.id, id)
  }
  const trackingPlans = await listAll(api, 'listTrackingPlans', 'trackingPlans', trackingPlanOf)
  return { trackingPlans, trackingPlanIds }
}

/** The catalog has hundreds of entries: it is read only if no destination of the workspace tells. */
async function readCatalog(
  api: PublicApi,
  desired: Desired,
  destinations: readonly RemoteDestination[],
): Promise<CatalogEntry[]> {
  const wanted = desired.destinations.flatMap(({ of }) => ('catalog' in of ? [of.catalog] : []))
  const known = destinations.map((it) => it.metadata)
  if (wanted.every((name) => catalogEntryNamed(known, name) !== undefined)) return known
  return listAll(api, 'getDestinationsCatalog', 'destinationsCatalog', catalogEntryOf)
}

export function catalogEntryNamed(
  catalog: readonly CatalogEntry[],
  name: string,
): CatalogEntry | undefined {
  return (
    catalog.find((it) => it.id === name || it.slug === name) ??
    catalog.find((it) => it.name.toLowerCase() === name.toLowerCase())
  )
}

function relevantDestinations(
  desired: Desired,
  functions: readonly RemoteFunction[],
  destinations: readonly RemoteDestination[],
  catalog: readonly CatalogEntry[],
): RemoteDestination[] {
  const own = functions.filter((it) => ownKeyOf(it, desired.project) !== undefined)
  const metadataIds = new Set(own.map((it) => it.catalogId))
  for (const { of } of desired.destinations) {
    const entry = 'catalog' in of ? catalogEntryNamed(catalog, of.catalog) : undefined
    if (entry !== undefined) metadataIds.add(entry.id)
  }
  return destinations.filter(
    (it) => metadataIds.has(it.metadata.id) || isMarkedName(it.name, desired.project),
  )
}

async function readEach<T>(
  destinations: readonly RemoteDestination[],
  read: (destination: RemoteDestination) => Promise<T>,
): Promise<Map<string, T>> {
  const entries = destinations.map(async (it) => [it.id, await read(it)] as const)
  return new Map(await Promise.all(entries))
}
