/** Fills the window of messageIds from the events that an earlier process took in. */
import type { Clock } from '../clock'
import { LIMITS } from '../limits'
import type { EventRecord } from '../records'
import type { Store } from '../store/store'
import type { DuplicateWindow } from './duplicate-window'

const PAGE_SIZE = 1000

export function rememberDuplicates(window: DuplicateWindow, store: Store, clock: Clock): void {
  const agoMs = (event: EventRecord) => (clock.nowMs() - Date.parse(event.at)) * clock.timeScale
  const recent: EventRecord[] = []
  let cursor: string | undefined
  do {
    const page = store.page('events', {
      limit: PAGE_SIZE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    const young = page.items.filter((event) => agoMs(event) < LIMITS.duplicateWindow.value)
    recent.push(...young)
    cursor = young.length < page.items.length ? undefined : page.nextCursor
  } while (cursor !== undefined)
  for (const event of recent.reverse()) {
    if (event.status === 'accepted') window.remember(event.messageId, agoMs(event))
  }
}
