/** Destinations, mappings and filters in the stand-in. Nothing guards against duplicates, as in Segment. */
import { isRecord } from '../../platforms/is-record'
import type { CatalogEntry } from '../public-api/remote'
import { censored } from './censored'
import type { Call, Handler } from './handlers'
import { pageOf } from './page-of'
import {
  found,
  Refusal,
  type World,
  type WorldDestination,
  type WorldFilter,
  type WorldMapping,
} from './world'

export const destinationHandlers = {
  getDestinationsCatalog: (world, call) =>
    pageOf('destinationsCatalog', world.catalog.map(metadataOf), call),
  listDestinations: (world, call) =>
    pageOf(
      'destinations',
      world.destinations.map((it) => shown(world, it)),
      call,
    ),
  createDestination,
  updateDestination: (world, { path, body }) => {
    const it = destinationById(world, path.destinationId)
    if (typeof body.name === 'string') it.name = body.name
    if (typeof body.enabled === 'boolean') it.enabled = body.enabled
    if (isRecord(body.settings)) Object.assign(it.settings, body.settings)
    return { destination: shown(world, it) }
  },
  deleteDestination: (world, { path }) => {
    const it = destinationById(world, path.destinationId)
    world.destinations = world.destinations.filter((other) => other !== it)
    return { status: 'SUCCESS' }
  },

  listSubscriptionsFromDestination: (world, call) => {
    const it = destinationById(world, call.path.destinationId)
    return pageOf(
      'subscriptions',
      it.mappings.map((mapping) => shownMapping(world, it, mapping)),
      call,
    )
  },
  createDestinationSubscription: createMapping,
  updateSubscriptionForDestination: (world, { path, body }) => {
    const it = destinationById(world, path.destinationId)
    const mapping = found(
      it.mappings.find(({ id }) => id === path.id),
      'Subscription',
    )
    const { name, trigger, enabled, settings } = body.input as Partial<WorldMapping>
    if (name !== undefined) mapping.name = name
    if (trigger !== undefined) mapping.trigger = trigger
    if (enabled !== undefined) mapping.enabled = enabled
    if (settings !== undefined) mapping.settings = settings
    return { subscription: shownMapping(world, it, mapping) }
  },
  removeSubscriptionFromDestination: (world, { path }) => {
    const it = destinationById(world, path.destinationId)
    found(
      it.mappings.find(({ id }) => id === path.id),
      'Subscription',
    )
    it.mappings = it.mappings.filter(({ id }) => id !== path.id)
    return { status: 'SUCCESS' }
  },

  listFiltersFromDestination: (world, call) => {
    const it = destinationById(world, call.path.destinationId)
    return pageOf(
      'filters',
      it.filters.map((filter) => shownFilter(it, filter)),
      call,
    )
  },
  createFilterForDestination: (world, { path, body }) => {
    const it = destinationById(world, path.destinationId)
    if (body.sourceId !== it.sourceId)
      throw new Refusal(400, 'bad-request', 'the source is not connected')
    const now = world.now()
    const filter = {
      ...(body as unknown as WorldFilter),
      id: world.nextId(),
      createdAt: now,
      updatedAt: now,
    }
    it.filters.push(filter)
    return { filter: shownFilter(it, filter) }
  },
  updateFilterForDestination: (world, { path, body }) => {
    const it = destinationById(world, path.destinationId)
    const filter = found(
      it.filters.find(({ id }) => id === path.filterId),
      'Filter',
    )
    Object.assign(filter, body, { updatedAt: world.now() })
    return { filter: shownFilter(it, filter) }
  },
  removeFilterFromDestination: (world, { path }) => {
    const it = destinationById(world, path.destinationId)
    found(
      it.filters.find(({ id }) => id === path.filterId),
      'Filter',
    )
    it.filters = it.filters.filter(({ id }) => id !== path.filterId)
    return { status: 'SUCCESS' }
  },
} satisfies Record<string, Handler>

function createDestination(world: World, { body }: Call) {
  found(
    world.sources.find(({ id }) => id === body.sourceId),
    'Source',
  )
  entryOf(world, String(body.metadataId))
  const it: WorldDestination = {
    id: world.nextHexId(),
    name: typeof body.name === 'string' ? body.name : '',
    enabled: body.enabled === true,
    sourceId: String(body.sourceId),
    metadataId: String(body.metadataId),
    settings: isRecord(body.settings) ? { ...body.settings } : {},
    mappings: [],
    filters: [],
  }
  world.destinations.push(it)
  return { destination: shown(world, it) }
}

function createMapping(world: World, { path, body }: Call) {
  const it = destinationById(world, path.destinationId)
  const action = entryOf(world, it.metadataId).actions.find(({ id }) => id === body.actionId)
  if (action === undefined)
    throw new Refusal(400, 'bad-request', 'actionId is not an action of the destination')
  const mapping: WorldMapping = {
    id: world.nextId(),
    name: String(body.name),
    actionId: action.id,
    trigger: String(body.trigger),
    enabled: body.enabled === true,
    settings: isRecord(body.settings) ? body.settings : {},
  }
  it.mappings.push(mapping)
  return { destinationSubscription: shownMapping(world, it, mapping) }
}

function destinationById(world: World, id: string | undefined): WorldDestination {
  return found(
    world.destinations.find((it) => it.id === id),
    'Destination',
  )
}

/** An entry of the catalog, or a destination function. */
function entryOf(world: World, metadataId: string): CatalogEntry {
  const of = world.functions.find(
    (it) => it.catalogId === metadataId && it.resourceType === 'DESTINATION',
  )
  const own = of && { id: metadataId, name: of.displayName, slug: metadataId, actions: [] }
  return found(own ?? world.catalog.find(({ id }) => id === metadataId), 'Destination metadata')
}

function shown(world: World, it: WorldDestination) {
  return {
    id: it.id,
    name: it.name,
    enabled: it.enabled,
    sourceId: it.sourceId,
    settings: censored(world, it.metadataId, it.settings),
    metadata: metadataOf(entryOf(world, it.metadataId)),
  }
}

function shownMapping(world: World, it: WorldDestination, mapping: WorldMapping) {
  const action = entryOf(world, it.metadataId).actions.find(({ id }) => id === mapping.actionId)
  return { ...mapping, destinationId: it.id, actionSlug: action?.slug ?? '' }
}

function shownFilter({ id: destinationId }: WorldDestination, filter: WorldFilter) {
  return { ...filter, destinationId }
}

/** The members that the contract requires. */
function metadataOf({ id, name, slug, actions }: CatalogEntry) {
  return {
    id,
    name,
    slug,
    description: '',
    logos: { default: 'https://example.com/logo.svg' },
    options: [],
    status: 'PUBLIC',
    previousNames: [],
    categories: [],
    website: 'https://example.com',
    components: [],
    supportedFeatures: {},
    supportedMethods: {},
    supportedPlatforms: {},
    actions: actions.map((action) => ({
      ...action,
      description: '',
      platform: 'CLOUD',
      hidden: false,
      defaultTrigger: 'type = "track"',
      fields: [],
    })),
    presets: [],
  }
}
