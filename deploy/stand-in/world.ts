/** What the stand-in workspace holds. */
import { createHash } from 'node:crypto'
import type { Clock } from '../clock'
import type { CatalogEntry, FunctionSetting, Label, ResourceType } from '../public-api/remote'

export interface WorldFunction {
  id: string
  catalogId: string
  resourceType: ResourceType
  displayName: string
  description: string | undefined
  settings: FunctionSetting[]
  createdAt: string
  deployedAt: string | undefined
  /** Oldest first. */
  versions: WorldVersion[]
  /** The version that runs somewhere. */
  deployedVersionId: string | undefined
}

export interface WorldVersion {
  id: string
  code: string
  createdAt: string
  deployedAt: string | undefined
}

export interface WorldSource {
  id: string
  slug: string
  name: string
  enabled: boolean
  metadataId: string
  writeKey: string
  settings: Record<string, unknown>
  labels: Label[]
  warehouses: 'all' | 'none'
  trackingPlanId: string
  /** The version of the function that runs here. */
  deployedVersionId: string | undefined
}

export interface WorldDestination {
  id: string
  name: string
  enabled: boolean
  sourceId: string
  metadataId: string
  settings: Record<string, unknown>
  mappings: WorldMapping[]
  filters: WorldFilter[]
}

export interface WorldMapping {
  id: string
  name: string
  actionId: string
  trigger: string
  enabled: boolean
  settings: Record<string, unknown>
}

export interface WorldFilter {
  id: string
  sourceId: string
  if: string
  title: string
  description?: string
  actions: unknown[]
  enabled: boolean
  createdAt: string
  updatedAt: string
}

export interface World {
  workspace: { id: string; name: string; slug: string }
  clock: Clock
  functions: WorldFunction[]
  sources: WorldSource[]
  destinations: WorldDestination[]
  labels: Label[]
  trackingPlans: { id: string; name: string }[]
  catalog: CatalogEntry[]
  /** A source that somebody made by hand. */
  addSource(slug: string): WorldSource
  /** Alphabet of 62, 22 characters. */
  nextId(): string
  /** 24 hexadecimal digits. */
  nextHexId(): string
  now(): string
}

export function createWorld(clock: Clock): World {
  let count = 0
  const digest = () => createHash('sha256').update(`stand-in ${++count}`).digest()
  const world: World = {
    workspace: { id: '9aQ1Lj62S4bomZKLF4DPqW', name: 'Stand-in workspace', slug: 'stand-in' },
    clock,
    functions: [],
    sources: [],
    destinations: [],
    labels: [],
    trackingPlans: [{ id: 'tp_standin', name: 'Experiments' }],
    catalog: [standInCatalogEntry],
    nextId: () => digest().toString('base64').replace(/[+/=]/g, 'x').slice(0, 22),
    nextHexId: () => digest().toString('hex').slice(0, 24),
    now: () => new Date(clock.nowMs()).toISOString(),
    addSource(slug) {
      const source: WorldSource = {
        id: world.nextId(),
        slug,
        name: slug,
        enabled: true,
        metadataId: JAVASCRIPT_SOURCE,
        writeKey: world.nextId(),
        settings: {},
        labels: [],
        warehouses: 'all',
        trackingPlanId: '',
        deployedVersionId: undefined,
      }
      world.sources.push(source)
      return source
    },
  }
  return world
}

/** In Segment's catalog. */
const JAVASCRIPT_SOURCE = 'IqDTy1TpoU'

/** A destination of the catalog that works by actions. */
const standInCatalogEntry: CatalogEntry = {
  id: '64c000000000000000000001',
  name: 'Acme Experiments (Actions)',
  slug: 'actions-acme-experiments',
  actions: [
    { id: 'aTrackEvent0000000000', slug: 'trackEvent', name: 'Track Event' },
    { id: 'aSyncAudience00000000', slug: 'syncAudience', name: 'Sync Audience' },
  ],
}

/** How the API says no. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
  ) {
    super(message)
  }
}

export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Refusal(404, 'NotFound', `${what} was not found`)
  return value
}
