/** Loads all that belongs to one event or to one webhook, and loads again what changes. */
import { useEffect, useState } from 'preact/hooks'
import type { DeliveryRecord, EventRecord, RequestRecord } from '../../../records'
import { getJson } from '../api'
import type { Records } from '../records'
import { useRecords } from '../use-records'

export interface LifeOf {
  /** The event, unless it is a webhook that was opened. */
  event?: EventRecord
  /** What brought it. */
  request?: RequestRecord
  /** The event itself, or the events that came of the webhook. */
  events: readonly EventRecord[]
  deliveries: readonly DeliveryRecord[]
}

export interface Loaded {
  life?: LifeOf
  missing?: boolean
}

export function useLife(id: string): Loaded {
  const records = useRecords()
  const [loaded, setLoaded] = useState<Loaded>({})
  const version = versionOf(id, records)
  useEffect(() => {
    let current = true
    load(id, records).then(
      (life) => current && setLoaded({ life }),
      () => current && setLoaded({ missing: true }),
    )
    return () => {
      current = false
    }
  }, [id, version])
  return loaded
}

/** Changes whenever something that belongs to the event or the webhook does. */
function versionOf(id: string, records: Records): string {
  const webhook = records.webhook(id)
  const events = webhook === undefined ? [records.event(id)] : records.eventsOf(id)
  const deliveries = events.flatMap((event) =>
    (event?.deliveryIds ?? []).map((each) => records.delivery(each)),
  )
  const states = deliveries.map((it) => `${it?.status}${it?.attempts.length}`)
  return `${events.length} ${states} ${webhook?.status} ${webhook?.runs?.length}`
}

async function load(id: string, records: Records): Promise<LifeOf> {
  if (records.webhook(id) !== undefined) return loadWebhook(id, records)
  const event = await known<EventRecord>('events', id, records.event(id)).catch(() => undefined)
  if (event === undefined) return loadWebhook(id, records)
  const [request, deliveries] = await Promise.all([
    getJson<RequestRecord>(`requests/${event.requestId}`).catch(() => undefined),
    deliveriesOf(event, records),
  ])
  return { event, deliveries, events: [event], ...(request === undefined ? {} : { request }) }
}

async function loadWebhook(id: string, records: Records): Promise<LifeOf> {
  const request = await getJson<RequestRecord>(`requests/${id}`)
  const events = records.eventsOf(id)
  const deliveries = await Promise.all(events.map((event) => deliveriesOf(event, records)))
  return { request, events, deliveries: deliveries.flat() }
}

function deliveriesOf({ deliveryIds }: EventRecord, records: Records): Promise<DeliveryRecord[]> {
  return Promise.all(
    deliveryIds.map((id) => known<DeliveryRecord>('deliveries', id, records.delivery(id))),
  )
}

function known<Each>(table: string, id: string, held: Each | undefined): Promise<Each> {
  return held === undefined ? getJson<Each>(`${table}/${id}`) : Promise.resolve(held)
}
