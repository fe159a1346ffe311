/** Remembers which requests were webhooks, which are few among the requests that deliveries make. */
import type { LiveStream } from '../live-stream'
import type { RequestRecord } from '../records'
import type { Store } from '../store/store'

export interface RecentWebhooks {
  /** Newest first, whole. */
  all(): RequestRecord[]
}

const KEPT = 1000
const PAGE_SIZE = 1000

/** Of what was recorded before, so many pages are searched. */
const MAX_PAGES = 50

export function createRecentWebhooks(store: Store, stream: LiveStream): RecentWebhooks {
  /** Oldest first. */
  const ids = new Set(recordedIds(store).reverse())

  stream.subscribe((change) => {
    if (change.table !== 'requests' || change.record.kind !== 'function') return
    ids.add(change.record.id)
    const [oldest] = ids
    if (ids.size > KEPT && oldest !== undefined) ids.delete(oldest)
  })
  return {
    all: () => [...ids].reverse().flatMap((id) => store.get('requests', id) ?? []),
  }
}

/** Newest first. */
function recordedIds(store: Store): string[] {
  const ids: string[] = []
  let cursor: string | undefined
  for (let searched = 0; searched < MAX_PAGES && ids.length < KEPT; searched++) {
    const from = cursor === undefined ? {} : { cursor }
    const page = store.page('requests', { limit: PAGE_SIZE, ...from })
    ids.push(...page.items.filter(({ kind }) => kind === 'function').map(({ id }) => id))
    cursor = page.nextCursor
    if (cursor === undefined) break
  }
  return ids.slice(0, KEPT)
}
