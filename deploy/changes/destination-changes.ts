/**
 * Destinations: made disabled, configured, filtered, mapped, and enabled last, so that no event goes
 * out before everything that shapes it is in place.
 */
import { type Bench, type Change, made, PHASES, type PlanContext } from '../change'
import { compareInstance, fieldOf, rememberSecrets, settingsBody } from '../compare-values'
import { createOnce } from '../create-once'
import type { DesiredDestination } from '../desired'
import { listAll } from '../public-api/list-all'
import { destinationOf, memberOf, type RemoteDestination } from '../public-api/remote'
import { catalogEntryNamed, type Remote } from '../read-workspace'
import { filterChanges } from './filter-changes'
import { mappingChanges } from './mapping-changes'

export function destinationChanges(context: PlanContext): Change[] {
  return context.desired.destinations.flatMap((it) => {
    const current = context.match.destinations.get(it.key)
    const settled =
      current === undefined ? [creation(it, context.remote)] : updates(it, current, context)
    return [
      ...settled,
      ...filterChanges(it, current, context),
      ...mappingChanges(it, current, context),
      ...enabling(it, current),
    ]
  })
}

function ownerOf(it: DesiredDestination): string {
  return `destination "${it.key}"`
}

function creation(it: DesiredDestination, remote: Remote): Change {
  return {
    phase: PHASES.destination,
    action: 'create',
    resource: 'destination',
    name: it.name,
    fields: [
      { field: 'source', to: it.source },
      ...it.settings.map((value) => fieldOf(value, undefined)),
    ],
    calls: ['createDestination'],
    async run(bench) {
      const metadataId = metadataIdOf(it, bench, remote)
      const sourceId = made(bench.sourceIds, it.source)
      // Before: a run that is killed makes it again with the same, or finds it made with the same.
      rememberSecrets(it.settings, ownerOf(it), bench.state)
      const destination = await createOnce(
        bench.clock,
        () => create(bench, it, sourceId, metadataId),
        () => findDestination(bench, it, sourceId, metadataId),
      )
      bench.destinationIds.set(it.key, destination.id)
    },
  }
}

function metadataIdOf(it: DesiredDestination, bench: Bench, { catalog }: Remote): string {
  if ('functionKey' in it.of) return made(bench.functions, it.of.functionKey).catalogId
  return catalogEntryNamed(catalog, it.of.catalog)?.id ?? it.of.catalog
}

async function create(
  bench: Bench,
  it: DesiredDestination,
  sourceId: string,
  metadataId: string,
): Promise<RemoteDestination> {
  const body = {
    sourceId,
    metadataId,
    name: it.name,
    enabled: false,
    settings: settingsBody(it.settings),
  }
  return destinationOf(memberOf(await bench.api.call('createDestination', { body }), 'destination'))
}

async function findDestination(
  bench: Bench,
  it: DesiredDestination,
  sourceId: string,
  metadataId: string,
): Promise<RemoteDestination | undefined> {
  const all = await listAll(bench.api, 'listDestinations', 'destinations', destinationOf)
  return all.find(
    (other) =>
      other.sourceId === sourceId && other.metadata.id === metadataId && other.name === it.name,
  )
}

function updates(
  it: DesiredDestination,
  current: RemoteDestination,
  context: PlanContext,
): Change[] {
  const { body, fields } = compareInstance(it, current, ownerOf(it), context)
  const isDisabled = !it.enabled && current.enabled
  if (isDisabled) {
    body.enabled = false
    fields.push({ field: 'enabled', from: 'true', to: 'false' })
  }
  if (fields.length === 0) return []
  const change: Change = {
    phase: PHASES.destination,
    action: isDisabled && fields.length === 1 ? 'disable' : 'update',
    resource: 'destination',
    name: it.name,
    fields,
    calls: ['updateDestination'],
    async run(bench) {
      await patch(bench, current.id, body)
      if ('settings' in body) rememberSecrets(it.settings, ownerOf(it), bench.state)
    },
  }
  return [change]
}

function enabling(it: DesiredDestination, current: RemoteDestination | undefined): Change[] {
  if (!it.enabled || current?.enabled === true) return []
  const change: Change = {
    phase: PHASES.enable,
    action: 'enable',
    resource: 'destination',
    name: it.name,
    fields: [],
    warning: 'receives events from now on',
    calls: ['updateDestination'],
    run: (bench) => patch(bench, made(bench.destinationIds, it.key), { enabled: true }),
  }
  return [change]
}

async function patch(
  bench: Bench,
  destinationId: string,
  body: Record<string, unknown>,
): Promise<void> {
  await bench.api.call('updateDestination', { path: { destinationId }, body })
}
