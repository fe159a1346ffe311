/** Which rows of a long list are in sight, with some more on either side for fast scrolling. */
const SPARE_ROWS = 8

export interface Viewport {
  count: number
  rowHeight: number
  height: number
  scrollTop: number
}

/** @returns indexes; `end` is the first row that is not shown. */
export function visibleRange({ count, rowHeight, height, scrollTop }: Viewport): {
  start: number
  end: number
} {
  const first = Math.floor(scrollTop / rowHeight)
  const inSight = Math.ceil(height / rowHeight) + 1
  const start = Math.max(0, Math.min(first, count - inSight) - SPARE_ROWS)
  return { start, end: Math.min(count, first + inSight + SPARE_ROWS) }
}
