/** A plan as a person reads it, and as CI does. */
import { structuredPatch } from 'diff'
import type { Change, FieldChange } from './change'
import { bodyOf } from './function-code'
import type { Plan } from './make-plan'

const SYMBOLS: Readonly<Record<Change['action'], string>> = {
  create: '+',
  update: '~',
  connect: '+',
  deploy: '»',
  enable: '»',
  disable: '~',
  delete: '-',
}

/** A rebuilt bundle can differ in thousands of lines; the whole of it is in --json. */
const MOST_DIFF_LINES = 40
/** Finding more than this takes seconds. */
const MOST_EDITS = 5_000
const LONGEST_VALUE = 100

export function planText({ changes, findings }: Pick<Plan, 'changes' | 'findings'>): string {
  const shown = changes.filter((change) => change.bookkeeping !== true)
  const hidden = changes.length - shown.length
  const lines = shown.flatMap(changeLines)
  const stops = findings
    .filter((it) => it.level === 'stop')
    .map((it) => `! ${it.code}: ${it.message}`)
  const notes = findings.filter((it) => it.level === 'note').map((it) => `? ${it.message}`)
  return [...lines, ...stops, ...notes, summary(shown, hidden, stops.length)].join('\n')
}

function summary(shown: readonly Change[], hidden: number, stops: number): string {
  if (shown.length + hidden === 0 && stops === 0)
    return 'Nothing to do: the workspace is as declared.'
  const counts = (['create', 'update', 'connect', 'deploy', 'enable', 'disable', 'delete'] as const)
    .map((action) => [action, shown.filter((change) => change.action === action).length] as const)
    .filter(([, n]) => n > 0)
    .map(([action, n]) => `${n} to ${action}`)
  if (hidden > 0) counts.push(`${hidden} of deploy's own labels`)
  const changesText = counts.length === 0 ? 'No changes' : counts.join(', ')
  return stops === 0 ? `${changesText}.` : `${changesText}. ${stops} to answer before apply.`
}

function changeLines(change: Change): string[] {
  return [
    `${SYMBOLS[change.action]} ${changeName(change)}${change.warning ? `  (${change.warning})` : ''}`,
    ...change.fields.map((field) => `    ${fieldText(field)}`),
    ...(change.code === undefined ? [] : codeDiff(change.code)),
  ]
}

export function changeName({ action, resource, name }: Change): string {
  return `${action} ${resource} "${name}"`
}

function fieldText({ field, from, to }: FieldChange): string {
  if (from === undefined || from === '') return `${field}: ${shortened(to ?? '')}`
  if (to === undefined) return `${field}: ${shortened(from)} → (removed)`
  // The same dots on both sides would look like no change.
  return from === to ? `${field}: changed` : `${field}: ${shortened(from)} → ${shortened(to)}`
}

function shortened(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`
}

function codeDiff({ from, to }: { from: string; to: string }): string[] {
  const options = { context: 2, maxEditLength: MOST_EDITS }
  const patch = structuredPatch('', '', bodyOf(from), bodyOf(to), '', '', options)
  if (patch === undefined) return ['    (nearly everything differs)']
  const lines = patch.hunks.flatMap((hunk) => [`@@ line ${hunk.newStart} @@`, ...hunk.lines])
  const more = lines.length - MOST_DIFF_LINES
  const shown = lines.slice(0, MOST_DIFF_LINES).map((line) => `    ${shortened(line)}`)
  return more > 0 ? [...shown, `    … ${more} more lines`] : shown
}

/** Without secrets: those are dots in the changes already. */
export function planJson({ changes, findings }: Plan): string {
  const plain = changes.map(
    ({ phase, action, resource, name, fields, code, warning, bookkeeping }) => ({
      phase,
      action,
      resource,
      name,
      fields,
      ...(code && { code }),
      ...(warning && { warning }),
      ...(bookkeeping && { bookkeeping }),
    }),
  )
  return JSON.stringify({ changes: plain, findings }, null, 2)
}
