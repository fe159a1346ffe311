/** One visitor's way: exposures, other events with their deliveries, and the lists it is on. */
import type { Exposure } from '../../platforms/exposure'
import type { SettingValues } from '../../platforms/setting'
import type { DeliveryRecord, EventRecord } from '../records'
import type { StandInPlatforms } from '../stand-ins/stand-in-platforms'
import type { Store } from '../store/store'
import { exposureOfEvent } from './exposure-of-event'
import { exposuresOfRequest } from './webhook-items'

export interface UnitTimeline {
  id: string
  /** Oldest first, by the time of the event. */
  events: (Pick<
    EventRecord,
    'id' | 'at' | 'sourceId' | 'type' | 'name' | 'status' | 'reason' | 'messageId'
  > & {
    timestamp: string
    exposure?: Exposure
    deliveries: Pick<DeliveryRecord, 'id' | 'destinationId' | 'action' | 'status' | 'reason'>[]
  })[]
  lists: { platform: string; id: string; name?: string }[]
}

/** Newest events that are searched. */
const SEARCHED_EVENTS = 20_000
const PAGE_SIZE = 1000

export function unitTimeline(
  id: string,
  store: Store,
  platforms: StandInPlatforms,
  settingsOf: (sourceId: string) => SettingValues,
): UnitTimeline {
  const events = eventsOf(id, store).map((record) => {
    const { at, sourceId, type, name, status, reason, messageId, event } = record
    const exposure = exposureOfEvent(event) ?? exposureOfWebhook(record, id, store, settingsOf)
    return {
      id: record.id,
      at,
      sourceId,
      type,
      ...(name === undefined ? {} : { name }),
      status,
      ...(reason === undefined ? {} : { reason }),
      messageId,
      timestamp: event.timestamp,
      ...(exposure === undefined ? {} : { exposure }),
      deliveries: record.deliveryIds.flatMap((deliveryId) => deliveryOf(deliveryId, store)),
    }
  })
  events.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0))
  return { id, events, lists: listsOf(id, platforms) }
}

function eventsOf(id: string, store: Store): EventRecord[] {
  const found: EventRecord[] = []
  let cursor: string | undefined
  for (let searched = 0; searched < SEARCHED_EVENTS; searched += PAGE_SIZE) {
    const page = store.page('events', {
      limit: PAGE_SIZE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    found.push(...page.items.filter((event) => event.userId === id || event.anonymousId === id))
    cursor = page.nextCursor
    if (cursor === undefined) break
  }
  return found
}

/** The webhook's exposure for this unit at the event's time, since the native form is the vendor's own. */
function exposureOfWebhook(
  record: EventRecord,
  id: string,
  store: Store,
  settingsOf: (sourceId: string) => SettingValues,
): Exposure | undefined {
  const request = store.get('requests', record.requestId)
  if (request?.kind !== 'function') return undefined
  const timeMs = Date.parse(record.event.timestamp)
  return exposuresOfRequest(request, settingsOf(record.sourceId)).find(
    (exposure) => exposure.unit.id === id && exposure.timeMs === timeMs,
  )
}

function deliveryOf(id: string, store: Store): UnitTimeline['events'][number]['deliveries'] {
  const delivery = store.get('deliveries', id)
  if (delivery === undefined) return []
  const { destinationId, action, status, reason } = delivery
  return [{ id, destinationId, action, status, ...(reason === undefined ? {} : { reason }) }]
}

function listsOf(id: string, platforms: StandInPlatforms): UnitTimeline['lists'] {
  return platforms.ids().flatMap((platform) => {
    const standIn = platforms.get(platform)
    return standIn
      .lists()
      .filter((list) => standIn.members(list.id).includes(id))
      .map(({ count: _, unitKind: __, ...list }) => ({ platform, ...list }))
  })
}
