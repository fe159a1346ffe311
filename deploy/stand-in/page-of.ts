/** One page of a list, with opaque cursors. */
import type { Call } from './handlers'

/** Small, so that every list of more than a few items is read in pages. */
const LARGEST_PAGE = 3

export function pageOf(key: string, items: readonly unknown[], { query }: Call) {
  const count = Math.min(Number(query.get('pagination[count]') ?? LARGEST_PAGE), LARGEST_PAGE)
  const cursor = query.get('pagination[cursor]')
  const from = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString())
  const next = from + count
  return {
    [key]: items.slice(from, next),
    pagination: {
      current: cursorOf(from),
      ...(next < items.length && { next: cursorOf(next) }),
      totalEntries: items.length,
    },
  }
}

function cursorOf(index: number): string {
  return Buffer.from(String(index)).toString('base64')
}
