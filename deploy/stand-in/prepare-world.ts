/** Gives a stand-in what a declaration takes for granted, so that any declaration can be rehearsed. */
import { isRecord } from '../../platforms/is-record'
import type { ActionsDestinationConfig, DeployConfig } from '../define-config'
import type { World } from './world'

export function prepareWorld(world: World, config: DeployConfig): void {
  world.workspace.id = config.workspace.id
  const declared = (config.sourceFunctions ?? []).flatMap(({ sources }) => sources)
  const connections = (config.destinationFunctions ?? []).flatMap((it) => it.connections)
  const slugs = declared.map(({ slug }) => slug)
  const named = [...connections, ...(config.destinations ?? [])].map(({ source }) => source)
  for (const slug of new Set(named)) if (!slugs.includes(slug)) world.addSource(slug)
  for (const { trackingPlan } of declared) {
    if (trackingPlan !== undefined)
      world.trackingPlans.push({ id: trackingPlan, name: trackingPlan })
  }
  for (const it of config.destinations ?? []) addToCatalog(world, it)
}

function addToCatalog(world: World, { catalog, mappings }: ActionsDestinationConfig): void {
  const entry = { id: world.nextHexId(), name: catalog, slug: catalog, actions: [] }
  const known = world.catalog.find(({ name, slug }) => name === catalog || slug === catalog)
  const { actions } = known ?? entry
  for (const { action } of mappings) {
    if (actions.some(({ slug }) => slug === action)) continue
    actions.push({ id: world.nextId(), slug: action, name: action })
  }
  if (known === undefined) world.catalog.push(entry)
}

/** The environment variables that a declaration reads secrets from. */
export function secretNames(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(secretNames))]
  if (!isRecord(value)) return []
  if (typeof value.secretFrom === 'string') return [value.secretFrom]
  return secretNames(Object.values(value))
}
