/** The demo's result as a table that a newcomer understands. */
import { REASON_MEANINGS } from '../../platforms/reason-meanings'
import { type Direction, isWhole } from './direction'

export function printDirections(directions: readonly Direction[]): string {
  const head = ['direction', 'in', 'sent', 'dropped, by reason', 'retried', 'arrived']
  const rows = directions.map((direction) => [
    direction.title,
    String(direction.itemsIn),
    String(direction.sent),
    reasons(direction.dropped),
    String(direction.retried),
    `${direction.arrived.actual} of ${direction.arrived.expected}${isWhole(direction) ? '' : '  ← not all'}`,
  ])
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(width)).join('───')
  const notes = directions.flatMap(({ title, notes: texts }) => [
    title,
    ...texts.map((text) => `  ${text}`),
  ])
  return [line(head), rule, ...rows.map(line), '', ...legend(directions), ...notes].join('\n')
}

function reasons(dropped: Readonly<Record<string, number>>): string {
  const texts = Object.entries(dropped).map(([reason, by]) => `${by} ${reason}`)
  return texts.length === 0 ? '0' : texts.join(', ')
}

function legend(directions: readonly Direction[]): string[] {
  const seen = new Set(directions.flatMap(({ dropped }) => Object.keys(dropped)))
  const meanings = Object.entries(REASON_MEANINGS).filter(([reason]) => seen.has(reason))
  return meanings.length === 0 ? [] : [...meanings.map((pair) => pair.join(': ')), '']
}
