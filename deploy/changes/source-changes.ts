/** Instances of source functions: made, and their name, settings and state brought up to date. */
import { type Bench, type Change, made, PHASES, type PlanContext } from '../change'
import { compareInstance, fieldOf, rememberSecrets, settingsBody } from '../compare-values'
import { createOnce } from '../create-once'
import type { DesiredSource } from '../desired'
import { listAll } from '../public-api/list-all'
import { memberOf, type RemoteSource, sourceOf } from '../public-api/remote'
import { deploymentChanges } from './deployment-changes'
import { labelCreations } from './label-changes'
import { trackingPlanChanges } from './tracking-plan-changes'

/** @param saved Keys of the source functions whose code or settings are about to be saved. */
export function sourceChanges(context: PlanContext, saved: ReadonlySet<string>): Change[] {
  const perSource = context.desired.sources.flatMap((it) => {
    const current = context.match.sources.get(it.slug)
    const settled = current === undefined ? [creation(it)] : updates(it, current, context)
    return [
      ...settled,
      ...trackingPlanChanges(it, current, context),
      ...deploymentChanges(it, current, context, saved.has(it.functionKey)),
    ]
  })
  return [...labelCreations(context, perSource), ...perSource]
}

function ownerOf(it: DesiredSource): string {
  return `source "${it.slug}"`
}

function creation(it: DesiredSource): Change {
  return {
    phase: PHASES.source,
    action: 'create',
    resource: 'source',
    name: it.name,
    fields: [
      { field: 'slug', to: it.slug },
      { field: 'warehouses', to: it.connectWarehouses ? 'all' : 'none' },
      ...it.settings.map((value) => fieldOf(value, undefined)),
    ],
    calls: ['createSource', 'updateSource'],
    async run(bench) {
      // Before: a run that is killed makes it again with the same, or finds it made with the same.
      rememberSecrets(it.settings, ownerOf(it), bench.state)
      const source = await createOnce(
        bench.clock,
        () => create(bench, it),
        () => findSource(bench, it),
      )
      bench.sourceIds.set(it.slug, source.id)
      // POST takes no name.
      if (source.name !== it.name) await patch(bench, source.id, { name: it.name })
    },
  }
}

async function create(bench: Bench, it: DesiredSource): Promise<RemoteSource> {
  const body = {
    slug: it.slug,
    enabled: it.enabled,
    metadataId: made(bench.functions, it.functionKey).catalogId,
    settings: settingsBody(it.settings),
    disconnectAllWarehouses: !it.connectWarehouses,
  }
  return sourceOf(memberOf(await bench.api.call('createSource', { body }), 'source'))
}

async function findSource(bench: Bench, it: DesiredSource): Promise<RemoteSource | undefined> {
  const { catalogId } = made(bench.functions, it.functionKey)
  const sources = await listAll(bench.api, 'listSources', 'sources', sourceOf)
  return sources.find((other) => other.slug === it.slug && other.metadataId === catalogId)
}

function updates(it: DesiredSource, current: RemoteSource, context: PlanContext): Change[] {
  const { body, fields } = compareInstance(it, current, ownerOf(it), context)
  if (it.enabled !== current.enabled) {
    body.enabled = it.enabled
    fields.push({ field: 'enabled', from: String(current.enabled), to: String(it.enabled) })
  }
  if (fields.length === 0) return []
  const change: Change = {
    phase: PHASES.source,
    action: 'update',
    resource: 'source',
    name: it.name,
    fields,
    calls: ['updateSource'],
    async run(bench) {
      await patch(bench, current.id, body)
      if ('settings' in body) rememberSecrets(it.settings, ownerOf(it), bench.state)
    },
  }
  return [change]
}

async function patch(bench: Bench, sourceId: string, body: Record<string, unknown>): Promise<void> {
  await bench.api.call('updateSource', { path: { sourceId }, body })
}
