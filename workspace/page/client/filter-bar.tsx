/** Search and filters of the live list. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Row, STATES } from './row'

export interface Filter {
  /** Words that all have to be in the row. */
  search?: string
  sourceId?: string
  type?: string
  state?: string
}

export function matches(row: Row, { search, sourceId, type, state }: Filter): boolean {
  if (sourceId !== undefined && row.sourceId !== sourceId) return false
  if (type !== undefined && row.type !== type) return false
  if (state !== undefined && row.state !== state) return false
  const words = search?.toLowerCase().split(/\s+/) ?? []
  return words.every((word) => row.text.includes(word))
}

export function useFilter() {
  return useState<Filter>({})
}

export interface FilterBarProps {
  rows: readonly Row[]
  shown: number
  filter: Filter
  onChange(filter: Filter): void
}

export function FilterBar({ rows, shown, filter, onChange }: FilterBarProps) {
  const sources = useValues(rows, 'sourceId')
  const types = useValues(rows, 'type')
  const search = useRef<HTMLInputElement>(null)
  useSlashKey(search)
  const select = (name: keyof Filter) => (value: string) =>
    onChange({ ...filter, [name]: value === '' ? undefined : value })
  return (
    <search class="filter">
      <input
        ref={search}
        type="search"
        placeholder="Search names, ids, properties  ( / )"
        aria-label="Search"
        value={filter.search ?? ''}
        onInput={({ currentTarget }) => select('search')(currentTarget.value)}
      />
      <Choice label="State" value={filter.state} values={STATES} onChange={select('state')} />
      <Choice label="Type" value={filter.type} values={types} onChange={select('type')} />
      <Choice
        label="Source"
        value={filter.sourceId}
        values={sources}
        onChange={select('sourceId')}
      />
      <span class="muted count" role="status">
        {shown === rows.length
          ? shown.toLocaleString()
          : `${shown.toLocaleString()} of ${rows.length.toLocaleString()}`}
      </span>
    </search>
  )
}

interface ChoiceProps {
  label: string
  value: string | undefined
  values: readonly string[]
  onChange(value: string): void
}

function Choice({ label, value, values, onChange }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={value ?? ''}
      class={value === undefined ? '' : 'set'}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      <option value="">Any {label.toLowerCase()}</option>
      {values.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </select>
  )
}

function useValues(rows: readonly Row[], field: 'sourceId' | 'type'): string[] {
  return useMemo(() => [...new Set(rows.map((row) => row[field]))].sort(), [rows, field])
}

function useSlashKey(input: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event
      const typing =
        target instanceof HTMLElement && target.closest('input, textarea, select, dialog')
      if (event.key !== '/' || typing) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [input])
}
