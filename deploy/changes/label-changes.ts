/** Labels: ours, those declared, and those that people added. */
import { type Bench, type Change, made, PHASES, type PlanContext } from '../change'
import { createOnce } from '../create-once'
import type { DesiredSource } from '../desired'
import { isSameLabel, ownerLabel, pendingLabel } from '../marks'
import type { Label, RemoteSource } from '../public-api/remote'
import { readLabels } from '../read-workspace'

/** What people added stays: labels may carry access rights. */
export function finalLabels(
  it: DesiredSource,
  current: RemoteSource | undefined,
  project: string,
): Label[] {
  const kept = (current?.labels ?? []).filter((label) => !isSameLabel(label, pendingLabel(project)))
  const wanted = [...it.labels, ownerLabel(project)]
  return [...kept, ...wanted.filter((label) => !kept.some((other) => isSameLabel(other, label)))]
}

export function isSameLabels(a: readonly Label[], b: readonly Label[]): boolean {
  return a.length === b.length && a.every((label) => b.some((other) => isSameLabel(other, label)))
}

export function sourceLabelChange(
  it: DesiredSource,
  current: RemoteSource | undefined,
  labels: Label[],
  project: string,
): Change {
  const before = (current?.labels ?? []).filter(
    (label) => !isSameLabel(label, pendingLabel(project)),
  )
  const isVisible = !isSameLabels(before, labels)
  return {
    phase: PHASES.sourceLabels,
    action: 'update',
    resource: 'labels of source',
    name: it.name,
    fields: [
      {
        field: 'labels',
        from: before.map(labelText).join(', '),
        to: labels.map(labelText).join(', '),
      },
    ],
    ...(isVisible ? {} : { bookkeeping: true as const }),
    calls: ['replaceLabelsInSource'],
    run: (bench) => putLabels(bench, made(bench.sourceIds, it.slug), labels),
  }
}

export async function putLabels(
  bench: Bench,
  sourceId: string,
  labels: readonly Label[],
): Promise<void> {
  await bench.api.call('replaceLabelsInSource', { path: { sourceId }, body: { labels } })
}

export function labelText({ key, value }: Label): string {
  return `${key}:${value}`
}

/** A label must exist in the workspace before a source can carry it. */
export function labelCreations(context: PlanContext, changes: readonly Change[]): Change[] {
  const { desired, remote } = context
  if (changes.length === 0) return []
  const wanted = [
    ownerLabel(desired.project),
    pendingLabel(desired.project),
    ...desired.sources.flatMap((it) => it.labels),
  ]
  const missing = wanted.filter(
    (label, index) =>
      !remote.labels.some((other) => isSameLabel(other, label)) &&
      wanted.findIndex((other) => isSameLabel(other, label)) === index,
  )
  return missing.map((label) => ({
    phase: PHASES.labels,
    action: 'create',
    resource: 'label',
    name: labelText(label),
    fields: [],
    bookkeeping: true,
    calls: ['createLabel'],
    run: (bench) => createLabel(bench, label),
  }))
}

async function createLabel(bench: Bench, label: Label): Promise<void> {
  await createOnce(
    bench.clock,
    async () => {
      await bench.api.call('createLabel', { body: { label } })
      return true
    },
    async () =>
      (await readLabels(bench.api)).some((other) => isSameLabel(other, label)) || undefined,
  )
}
