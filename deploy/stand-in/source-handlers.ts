/** Sources, labels and tracking plans in the stand-in. */
import { isRecord } from '../../platforms/is-record'
import type { Label } from '../public-api/remote'
import { censored } from './censored'
import type { Call, Handler } from './handlers'
import { pageOf } from './page-of'
import { found, Refusal, type World, type WorldSource } from './world'

export const sourceHandlers = {
  listSources: (world, call) =>
    pageOf(
      'sources',
      world.sources.map((it) => shown(world, it)),
      call,
    ),
  getSource: (world, { path }) => {
    const it = sourceById(world, path.sourceId)
    return { source: shown(world, it), trackingPlanId: it.trackingPlanId }
  },
  createSource,
  updateSource: (world, { path, body }) => {
    const it = sourceById(world, path.sourceId)
    if (typeof body.name === 'string') it.name = body.name
    if (typeof body.enabled === 'boolean') it.enabled = body.enabled
    if (isRecord(body.settings)) Object.assign(it.settings, body.settings)
    return { source: shown(world, it) }
  },
  deleteSource: (world, { path }) => {
    const it = sourceById(world, path.sourceId)
    world.sources = world.sources.filter((other) => other !== it)
    world.destinations = world.destinations.filter((other) => other.sourceId !== it.id)
    return { status: 'SUCCESS' }
  },

  listLabels: ({ labels }) => ({ labels }),
  createLabel: (world, { body }) => {
    const label = body.label as Label
    if (world.labels.some((other) => isSame(other, label))) {
      throw new Refusal(409, 'Conflict', 'The label exists already')
    }
    world.labels.push(label)
    return { label }
  },
  replaceLabelsInSource: (world, { path, body }) => {
    const it = sourceById(world, path.sourceId)
    const labels = body.labels as Label[]
    const unknown = labels.find((label) => !world.labels.some((other) => isSame(other, label)))
    if (unknown !== undefined) {
      throw new Refusal(
        422,
        'ValidationFailure',
        `label ${unknown.key}:${unknown.value} does not exist`,
      )
    }
    it.labels = labels
    return { labels }
  },

  listTrackingPlans: (world, call) =>
    pageOf(
      'trackingPlans',
      world.trackingPlans.map((it) => ({ ...it, type: 'LIVE' })),
      call,
    ),
  addSourceToTrackingPlan: (world, { path, body }) => {
    const plan = found(
      world.trackingPlans.find(({ id }) => id === path.trackingPlanId),
      'Tracking plan',
    )
    const it = sourceById(world, String(body.sourceId))
    if (it.trackingPlanId !== '')
      throw new Refusal(400, 'bad-request', 'The source has a tracking plan')
    it.trackingPlanId = plan.id
    return { status: 'SUCCESS' }
  },
  removeSourceFromTrackingPlan: (world, { query }) => {
    sourceById(world, query.get('sourceId')).trackingPlanId = ''
    return { status: 'SUCCESS' }
  },
} satisfies Record<string, Handler>

function createSource(world: World, { body }: Call) {
  const slug = String(body.slug)
  if (world.sources.some((it) => it.slug === slug)) {
    throw new Refusal(409, 'Conflict', `a source with the slug ${slug} exists already`)
  }
  const it: WorldSource = {
    id: world.nextId(),
    slug,
    name: slug,
    enabled: body.enabled === true,
    metadataId: String(body.metadataId),
    writeKey: `${world.nextId()}${world.nextId()}`.slice(0, 32),
    settings: isRecord(body.settings) ? { ...body.settings } : {},
    labels: [],
    warehouses: body.disconnectAllWarehouses === true ? 'none' : 'all',
    trackingPlanId: '',
    deployedVersionId: undefined,
  }
  world.sources.push(it)
  return { source: shown(world, it) }
}

function sourceById(world: World, id: string | undefined): WorldSource {
  return found(
    world.sources.find((it) => it.id === id),
    'Source',
  )
}

function isSame(a: Label, b: Label): boolean {
  return a.key === b.key && a.value === b.value
}

function shown(world: World, it: WorldSource) {
  const of = world.functions.find((other) => other.catalogId === it.metadataId)
  return {
    id: it.id,
    slug: it.slug,
    name: it.name,
    workspaceId: world.workspace.id,
    enabled: it.enabled,
    writeKeys: [it.writeKey],
    settings: censored(world, it.metadataId, it.settings),
    labels: it.labels,
    metadata: {
      id: it.metadataId,
      name: of?.displayName ?? 'Javascript',
      slug: it.slug,
      description: '',
      logos: { default: 'https://example.com/logo.svg' },
      options: [],
      categories: [],
      isCloudEventSource: false,
      status: 'PUBLIC',
    },
  }
}
