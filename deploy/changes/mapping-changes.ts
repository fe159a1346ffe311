/** Mappings of an Actions destination ("subscriptions" in the API), found again by their name. */

import { canonicalJson } from '../../platforms/canonical-json'
import { isRecord } from '../../platforms/is-record'
import {
  type Bench,
  type Change,
  type FieldChange,
  made,
  PHASES,
  type PlanContext,
} from '../change'
import { createOnce } from '../create-once'
import type { MappingConfig } from '../define-config'
import type { DesiredDestination } from '../desired'
import {
  type CatalogEntry,
  mappingOf,
  memberOf,
  type RemoteDestination,
  type RemoteMapping,
} from '../public-api/remote'
import { catalogEntryNamed, readMappings } from '../read-workspace'
import { deletion } from './deletion'
import { ruleDifferences } from './rule-differences'

type Mapping = Required<MappingConfig>

export function mappingChanges(
  it: DesiredDestination,
  current: RemoteDestination | undefined,
  context: PlanContext,
): Change[] {
  if (it.mappings === undefined || !('catalog' in it.of)) return []
  const { remote, findings, options } = context
  const entry = catalogEntryNamed(remote.catalog, it.of.catalog)
  const existing = (current && remote.mappings.get(current.id)) ?? []
  const names = it.mappings.map(({ name }) => name)
  const undeclared = existing.filter((other) => !names.includes(other.name))
  for (const other of options.prune === true ? [] : undeclared) {
    findings.push({
      level: 'note',
      code: 'UNDECLARED',
      message: `mapping "${other.name}" of "${it.name}" is not in the declaration, and sends. --prune deletes it.`,
    })
  }
  return [
    ...it.mappings.flatMap((mapping) =>
      changesOf(it, mapping, existing, current, actionIdOf(it, mapping, entry, context)),
    ),
    ...(options.prune === true && current !== undefined
      ? undeclared.map((other) => mappingDeletion(other, current.id, it.name))
      : []),
  ]
}

/** The id of an action differs from its slug, and between regions. */
function actionIdOf(
  it: DesiredDestination,
  mapping: Mapping,
  entry: CatalogEntry | undefined,
  { findings }: PlanContext,
): string | undefined {
  const action = entry?.actions.find(
    ({ slug, id }) => slug === mapping.action || id === mapping.action,
  )
  if (action === undefined && entry !== undefined) {
    findings.push({
      level: 'stop',
      code: 'BAD_CONFIG',
      message: `mapping "${mapping.name}" of "${it.name}" names the action "${mapping.action}". "${entry.name}" has: ${entry.actions.map(({ slug }) => slug).join(', ')}.`,
    })
  }
  return action?.id
}

function changesOf(
  it: DesiredDestination,
  mapping: Mapping,
  existing: readonly RemoteMapping[],
  current: RemoteDestination | undefined,
  actionId: string | undefined,
): Change[] {
  if (actionId === undefined) return []
  const found = existing.find(({ name }) => name === mapping.name)
  if (found === undefined || current === undefined) return [creation(it, mapping, actionId)]
  // A mapping's action cannot be changed: the old one goes first, because both have one name.
  if (found.actionId !== actionId) {
    return [
      { ...mappingDeletion(found, current.id, it.name), phase: PHASES.mapping - 1 },
      creation(it, mapping, actionId),
    ]
  }
  return update(it, mapping, found, current)
}

function creation(it: DesiredDestination, mapping: Mapping, actionId: string): Change {
  return {
    phase: PHASES.mapping,
    action: 'create',
    resource: 'mapping',
    name: `${mapping.name} (${it.name})`,
    fields: [
      { field: 'action', to: mapping.action },
      { field: 'trigger', to: mapping.trigger },
      { field: 'fields', to: canonicalJson(mapping.fields) },
      ...(mapping.enabled ? [] : [{ field: 'enabled', to: 'false' }]),
    ],
    calls: ['createDestinationSubscription'],
    async run(bench) {
      const destinationId = made(bench.destinationIds, it.key)
      const found = await createOnce(
        bench.clock,
        () => create(bench, mapping, actionId, destinationId),
        async () =>
          (await readMappings(bench.api, destinationId)).find(({ name }) => name === mapping.name),
      )
      // Segment has been seen to leave out parts of what is sent on creation.
      if (differences(mapping, found).length > 0)
        await patch(bench, mapping, destinationId, found.id)
    },
  }
}

async function create(
  bench: Bench,
  { name, trigger, enabled, fields }: Mapping,
  actionId: string,
  destinationId: string,
): Promise<RemoteMapping> {
  const body = { name, actionId, trigger, enabled, settings: fields }
  const data = await bench.api.call('createDestinationSubscription', {
    path: { destinationId },
    body,
  })
  const key =
    isRecord(data) && 'destinationSubscription' in data ? 'destinationSubscription' : 'subscription'
  return mappingOf(memberOf(data, key))
}

function update(
  it: DesiredDestination,
  mapping: Mapping,
  found: RemoteMapping,
  current: RemoteDestination,
): Change[] {
  const fields = differences(mapping, found)
  if (fields.length === 0) return []
  const change: Change = {
    phase: PHASES.mapping,
    action: 'update',
    resource: 'mapping',
    name: `${mapping.name} (${it.name})`,
    fields,
    calls: ['updateSubscriptionForDestination'],
    run: (bench) => patch(bench, mapping, current.id, found.id),
  }
  return [change]
}

/** Unlike POST, PATCH wraps its body. */
async function patch(
  bench: Bench,
  { name, trigger, enabled, fields }: Mapping,
  destinationId: string,
  id: string,
): Promise<void> {
  const body = { input: { name, trigger, enabled, settings: fields } }
  await bench.api.call('updateSubscriptionForDestination', { path: { destinationId, id }, body })
}

function differences(mapping: Mapping, found: RemoteMapping): FieldChange[] {
  return ruleDifferences(
    { fql: 'trigger', content: 'fields' },
    { fql: mapping.trigger, content: mapping.fields, enabled: mapping.enabled },
    { fql: found.trigger, content: found.settings, enabled: found.enabled },
  )
}

export function mappingDeletion(
  mapping: RemoteMapping,
  destinationId: string,
  destinationName: string,
): Change {
  const name = `${mapping.name} (${destinationName})`
  return deletion(
    { phase: PHASES.deleteMapping, resource: 'mapping', name },
    'removeSubscriptionFromDestination',
    { destinationId, id: mapping.id },
  )
}
