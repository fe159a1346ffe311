/** Filters of a destination, found again by their title. */

import { canonicalJson } from '../../platforms/canonical-json'
import {
  type Bench,
  type Change,
  type FieldChange,
  made,
  PHASES,
  type PlanContext,
} from '../change'
import { createOnce } from '../create-once'
import type { FilterConfig } from '../define-config'
import type { DesiredDestination } from '../desired'
import { filterOf, memberOf, type RemoteDestination, type RemoteFilter } from '../public-api/remote'
import { readFilters } from '../read-workspace'
import { deletion } from './deletion'
import { ruleDifferences } from './rule-differences'

type Filter = Required<FilterConfig>

export function filterChanges(
  it: DesiredDestination,
  current: RemoteDestination | undefined,
  { remote, findings, options }: PlanContext,
): Change[] {
  const existing = (current && remote.filters.get(current.id)) ?? []
  const undeclared = existing.filter(
    (other) => !it.filters.some(({ title }) => title === other.title),
  )
  for (const other of options.prune === true ? [] : undeclared) {
    findings.push({
      level: 'note',
      code: 'UNDECLARED',
      message: `filter "${other.title}" of "${it.name}" is not in the declaration. --prune deletes it.`,
    })
  }
  return [
    ...it.filters.flatMap((filter) => {
      const found = existing.find(({ title }) => title === filter.title)
      return found === undefined ? creation(it, filter) : update(it, filter, found, current)
    }),
    ...(options.prune === true && current !== undefined
      ? undeclared.map((other) => filterDeletion(other, current.id, it.name))
      : []),
  ]
}

function creation(it: DesiredDestination, filter: Filter): Change {
  return {
    phase: PHASES.filter,
    action: 'create',
    resource: 'filter',
    name: `${filter.title} (${it.name})`,
    fields: [
      { field: 'if', to: filter.if },
      { field: 'actions', to: canonicalJson(filter.actions) },
    ],
    calls: ['createFilterForDestination'],
    async run(bench) {
      const destinationId = made(bench.destinationIds, it.key)
      await createOnce(
        bench.clock,
        () => create(bench, it, filter, destinationId),
        async () =>
          (await readFilters(bench.api, destinationId)).find(({ title }) => title === filter.title),
      )
    },
  }
}

async function create(
  bench: Bench,
  it: DesiredDestination,
  filter: Filter,
  destinationId: string,
): Promise<RemoteFilter> {
  const body = { sourceId: made(bench.sourceIds, it.source), ...bodyOf(filter) }
  const data = await bench.api.call('createFilterForDestination', { path: { destinationId }, body })
  return filterOf(memberOf(data, 'filter'))
}

function bodyOf({ title, if: condition, actions, enabled }: Filter) {
  return { title, if: condition, actions, enabled }
}

function update(
  it: DesiredDestination,
  filter: Filter,
  found: RemoteFilter,
  current: RemoteDestination | undefined,
): Change[] {
  const fields = differences(filter, found)
  if (fields.length === 0 || current === undefined) return []
  const path = { destinationId: current.id, filterId: found.id }
  const change: Change = {
    phase: PHASES.filter,
    action: 'update',
    resource: 'filter',
    name: `${filter.title} (${it.name})`,
    fields,
    calls: ['updateFilterForDestination'],
    async run(bench) {
      await bench.api.call('updateFilterForDestination', { path, body: bodyOf(filter) })
    },
  }
  return [change]
}

function differences(filter: Filter, found: RemoteFilter): FieldChange[] {
  return ruleDifferences(
    { fql: 'if', content: 'actions' },
    { fql: filter.if, content: filter.actions, enabled: filter.enabled },
    { fql: found.if, content: found.actions, enabled: found.enabled },
  )
}

export function filterDeletion(
  filter: RemoteFilter,
  destinationId: string,
  destinationName: string,
): Change {
  const name = `${filter.title} (${destinationName})`
  return deletion(
    { phase: PHASES.deleteFilter, resource: 'filter', name },
    'removeFilterFromDestination',
    { destinationId, filterId: filter.id },
  )
}
