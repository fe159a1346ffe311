/** A long list of which only the rows in sight are in the document. Works by keyboard and by pointer. */
import type { ComponentChildren } from 'preact'
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useSize } from './use-size'
import { visibleRange } from './visible-range'

export interface WindowedListProps<Item extends { id: string }> {
  /** First is at the top. */
  items: readonly Item[]
  label: string
  /** In px, the same for every row. */
  rowHeight: number
  /** The row that the keyboard is on, which is also the one that is open. */
  activeId?: string
  /** The keyboard came to a row. */
  onMove(id: string): void
  /** A row was chosen. */
  onOpen(id: string): void
  children(item: Item): ComponentChildren
}

const STEPS: Readonly<Record<string, (page: number) => number>> = {
  ArrowDown: () => 1,
  ArrowUp: () => -1,
  PageDown: (page) => page,
  PageUp: (page) => -page,
  Home: () => Number.NEGATIVE_INFINITY,
  End: () => Number.POSITIVE_INFINITY,
}

export function WindowedList<Item extends { id: string }>(props: WindowedListProps<Item>) {
  const { items, label, rowHeight, activeId, onMove, onOpen, children } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { height } = useSize(scroller)
  const [scrollTop, setScrollTop] = useState(0)
  useSteadyView(scroller, items, rowHeight)
  useActiveInView(scroller, items, rowHeight, activeId)

  const range = visibleRange({ count: items.length, rowHeight, height, scrollTop })
  const shown = items.slice(range.start, range.end)
  const activeShown = shown.some(({ id }) => id === activeId)

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const step = STEPS[event.key]
      if (event.key === 'Enter' && activeId !== undefined) onOpen(activeId)
      if (step === undefined || items.length === 0) return
      event.preventDefault()
      const from = items.findIndex(({ id }) => id === activeId)
      const by = step(Math.max(1, Math.floor(height / rowHeight) - 1))
      // Without a row to start from, the first step is to the first row.
      const to = Math.min(items.length - 1, Math.max(0, from + by))
      const item = items[to]
      if (item === undefined || scroller.current === null) return
      reveal(scroller.current, to * rowHeight, rowHeight)
      onMove(item.id)
    },
    [items, activeId, onMove, onOpen, height, rowHeight],
  )

  return (
    <div
      ref={scroller}
      class="windowed"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={activeShown ? rowId(activeId ?? '') : undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div
        class="windowed-all"
        role="presentation"
        style={{ height: `${items.length * rowHeight}px` }}
      >
        {shown.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself has the keyboard
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, see aria-activedescendant
          <div
            key={item.id}
            id={rowId(item.id)}
            class="row"
            role="option"
            aria-selected={item.id === activeId}
            aria-setsize={items.length}
            aria-posinset={range.start + index + 1}
            style={{ height: `${rowHeight}px`, top: `${(range.start + index) * rowHeight}px` }}
            onClick={() => onOpen(item.id)}
          >
            {children(item)}
          </div>
        ))}
      </div>
    </div>
  )
}

function rowId(id: string): string {
  return `row-${id}`
}

function reveal(scroller: HTMLElement, top: number, rowHeight: number): void {
  const { scrollTop, clientHeight } = scroller
  if (top < scrollTop) scroller.scrollTop = top
  else if (top + rowHeight > scrollTop + clientHeight)
    scroller.scrollTop = top + rowHeight - clientHeight
}

/** The row that is open stays in sight, also when all rows become higher because it was opened. */
function useActiveInView(
  scroller: { current: HTMLDivElement | null },
  items: readonly { id: string }[],
  rowHeight: number,
  activeId: string | undefined,
): void {
  const heightBefore = useRef(rowHeight)
  useLayoutEffect(() => {
    const element = scroller.current
    const ratio = rowHeight / heightBefore.current
    heightBefore.current = rowHeight
    if (element === null) return
    const index = items.findIndex(({ id }) => id === activeId)
    if (ratio !== 1) element.scrollTop *= ratio
    if (index >= 0) reveal(element, index * rowHeight, rowHeight)
    // Not when rows come in: whoever scrolls away may stay there.
  }, [activeId, rowHeight])
}

/** New rows come in at the top: who has scrolled away from there goes on seeing the same rows. */
function useSteadyView(
  scroller: { current: HTMLDivElement | null },
  items: readonly { id: string }[],
  rowHeight: number,
): void {
  const before = useRef(items)
  useLayoutEffect(() => {
    const element = scroller.current
    const previous = before.current
    before.current = items
    if (element === null || previous === items || element.scrollTop < rowHeight) return
    const top = Math.floor(element.scrollTop / rowHeight)
    const id = previous[top]?.id
    const now = items.findIndex((item) => item.id === id)
    if (now >= 0 && now !== top) element.scrollTop += (now - top) * rowHeight
  }, [items, rowHeight, scroller])
}
