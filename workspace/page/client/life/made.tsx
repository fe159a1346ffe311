/** The second pane: what the function made of the webhook, or the event that destinations receive. */
import type { EventRecord } from '../../../records'
import { JsonView } from '../json-view'
import { hrefOf } from '../route'
import { explain } from './explain'
import { FunctionRuns } from './function-runs'
import { Pane } from './pane'
import type { LifeOf } from './use-life'

const SHOWN_EVENTS = 100

export function Made({ life: { event, request, events } }: { life: LifeOf }) {
  return (
    <Pane step={2} title="Made of it">
      {request?.kind === 'function' && <FunctionRuns request={request} />}
      {event === undefined ? <Emitted events={events} /> : <TheEvent event={event} />}
    </Pane>
  )
}

function TheEvent({ event }: { event: EventRecord }) {
  return (
    <>
      {event.status !== 'accepted' && (
        <p class="failed">
          <b>{event.reason}</b> {event.detail ?? explain(event.reason)}
        </p>
      )}
      <h4>Segment event</h4>
      <JsonView label="Segment event" value={event.event} />
    </>
  )
}

function Emitted({ events }: { events: readonly EventRecord[] }) {
  if (events.length === 0) return <p class="muted">No Segment event came of it.</p>
  return (
    <>
      <h4>{events.length === 1 ? 'Segment event' : `${events.length} Segment events`}</h4>
      <ul class="emitted">
        {events.slice(0, SHOWN_EVENTS).map((event, index) => (
          <li key={event.id}>
            <p>
              <a href={hrefOf('live', event.id)}>{event.name ?? event.type}</a>{' '}
              <span class="muted">{event.userId ?? event.anonymousId}</span>
            </p>
            {events.length <= 3 && (
              <JsonView label={`Segment event ${index + 1}`} value={event.event} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
