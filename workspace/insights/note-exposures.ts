/** Fills the book of exposures from what is recorded: at the start from the store, then live. */
import type { SettingValues } from '../../platforms/setting'
import type { Change, LiveStream } from '../live-stream'
import { readAll } from '../read-all'
import type { EventRecord, RequestRecord } from '../records'
import type { Store } from '../store/store'
import type { ExposureBook } from './exposure-book'
import { exposureOfEvent } from './exposure-of-event'
import { exposuresOfRequest } from './webhook-items'

/** Exposures of webhooks are read from the request, because their native form is each vendor's own. */
export function noteExposures(
  book: ExposureBook,
  stream: LiveStream,
  store: Store,
  settingsOf: (sourceId: string) => SettingValues,
): void {
  function noteRequest(request: RequestRecord): void {
    if (request.kind !== 'function' || request.runs?.at(-1)?.outcome !== 'done') return
    for (const exposure of exposuresOfRequest(request, settingsOf(request.sourceId ?? ''))) {
      book.note(exposure, Date.parse(request.at))
    }
  }

  function noteEvent(event: EventRecord): void {
    if (event.status !== 'accepted') return
    const exposure = exposureOfEvent(event.event)
    if (exposure === undefined) return
    if (store.get('requests', event.requestId)?.kind === 'tracking') {
      book.note(exposure, Date.parse(event.at))
    }
  }

  for (const request of readAll(store, 'requests')) noteRequest(request)
  for (const event of readAll(store, 'events')) noteEvent(event)
  stream.subscribe((change: Change) => {
    if (change.table === 'requests') noteRequest(change.record)
    else if (change.table === 'events') noteEvent(change.record)
  })
}
