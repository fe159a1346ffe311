/** Everything that arrives, as it arrives, with search and filters; what is chosen opens beside it. */
import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks'
import { EmptyState } from '../empty-state'
import { EventRow } from '../event-row'
import { type Filter, FilterBar, matches, useFilter } from '../filter-bar'
import { Life } from '../life/life'
import { go } from '../route'
import type { Row } from '../row'
import { useAnswer } from '../use-answer'
import { useRecords } from '../use-records'
import { useSize } from '../use-size'
import type { ViewProps } from '../view-list'
import { WindowedList } from '../windowed-list'
import type { WorkspaceAnswer } from '../workspace-answers'

/** Below this width a row has two lines. */
const NARROW_PX = 720

export function LiveView({ route, onTestEvent }: ViewProps) {
  const records = useRecords()
  const rows = records.rows()
  const [filter, setFilter] = useFilter()
  const shown = useShown(rows, filter)
  const list = useRef<HTMLElement>(null)
  const { width } = useSize(list)
  const narrow = width > 0 && width < NARROW_PX
  const open = useCallback((id: string) => go('live', id), [])
  const { id } = route
  const move = useCallback((to: string) => go('live', to, { replace: id !== undefined }), [id])
  const close = useCallback(() => {
    go('live')
    list.current?.querySelector<HTMLElement>('[role=listbox]')?.focus()
  }, [])
  useEscape(id === undefined ? undefined : close)
  return (
    <div class={id === undefined ? 'stream' : 'stream opened'}>
      <section ref={list} class={narrow ? 'list narrow' : 'list wide'} aria-label="Events">
        <FilterBar rows={rows} shown={shown.length} filter={filter} onChange={setFilter} />
        {!narrow && shown.length > 0 && <ListHead />}
        {shown.length > 0 ? (
          <WindowedList
            items={shown}
            label="Events, newest first"
            rowHeight={narrow ? 54 : 32}
            activeId={id}
            onMove={move}
            onOpen={open}
          >
            {(row) => <EventRow row={row} narrow={narrow} />}
          </WindowedList>
        ) : rows.length > 0 ? (
          <EmptyState title="Nothing matches the filter">
            <button type="button" onClick={() => setFilter({})}>
              Clear the filter
            </button>
          </EmptyState>
        ) : (
          <FirstSteps onTestEvent={onTestEvent} loaded={records.loaded()} />
        )}
      </section>
      {id !== undefined && <Life key={id} id={id} onClose={close} />}
    </div>
  )
}

/** Newest first. */
function useShown(rows: readonly Row[], filter: Filter): readonly Row[] {
  return useMemo(() => rows.filter((row) => matches(row, filter)).reverse(), [rows, filter])
}

function ListHead() {
  return (
    <div class="list-head" aria-hidden="true">
      <span>State</span>
      <span>Time</span>
      <span>Type</span>
      <span>Name</span>
      <span>Unit</span>
      <span>Source</span>
      <span>What became of it</span>
    </div>
  )
}

function FirstSteps({ onTestEvent, loaded }: { onTestEvent(): void; loaded: boolean }) {
  const { value } = useAnswer<WorkspaceAnswer>('workspace')
  const source = value?.sources.find(({ webhookUrl }) => webhookUrl === undefined)
  if (!loaded) return <p class="loading">Loading…</p>
  return (
    <EmptyState title="Nothing has arrived yet">
      <p>Begin with a webhook as a platform sends it, and follow it from here to the other end.</p>
      <button type="button" class="primary" onClick={onTestEvent}>
        Send a test event
      </button>
      {value !== undefined && source !== undefined && (
        <div class="hint">
          <p>Or send something of your own, from any Segment library or the command line:</p>
          <pre>
            {`curl ${value.url}/v1/track -u ${source.writeKey}: \\
  -H 'content-type: application/json' \\
  -d '{"userId":"u1","event":"Order Completed"}'`}
          </pre>
        </div>
      )}
    </EmptyState>
  )
}

function useEscape(close: (() => void) | undefined): void {
  useEffect(() => {
    if (close === undefined) return
    const onKeyDown = (event: KeyboardEvent) => {
      const inDialog = document.querySelector('dialog[open]') !== null
      if (event.key === 'Escape' && !event.defaultPrevented && !inDialog) close()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [close])
}
