/** What a stand-in workspace amounts to, without the ids and times that differ between two runs. */
import type { World, WorldFunction } from './world'

export function worldSummary(world: World) {
  return {
    labels: world.labels.map(({ key, value }) => `${key}:${value}`),
    functions: world.functions.map((it) => ({
      resourceType: it.resourceType,
      displayName: it.displayName,
      description: it.description,
      settings: it.settings.map(({ name }) => name),
      codes: it.versions.map(({ code }) => code),
      runsNewest: it.deployedVersionId === it.versions.at(-1)?.id,
    })),
    sources: world.sources.map((it) => ({
      slug: it.slug,
      name: it.name,
      enabled: it.enabled,
      settings: it.settings,
      labels: it.labels.map(({ key, value }) => `${key}:${value}`),
      warehouses: it.warehouses,
      trackingPlanId: it.trackingPlanId,
      runsNewest: it.deployedVersionId === functionOf(world, it.metadataId)?.versions.at(-1)?.id,
    })),
    destinations: world.destinations.map((it) => ({
      name: it.name,
      enabled: it.enabled,
      source: world.sources.find(({ id }) => id === it.sourceId)?.slug,
      settings: it.settings,
      mappings: it.mappings.map(({ id: _, ...rest }) => rest),
      filters: it.filters.map(({ title, actions, enabled, if: condition }) => ({
        title,
        actions,
        enabled,
        if: condition,
      })),
    })),
  }
}

function functionOf(world: World, catalogId: string): WorldFunction | undefined {
  return world.functions.find((it) => it.catalogId === catalogId)
}
