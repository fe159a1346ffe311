/** The third pane: each delivery with its attempts, and who did not take the event. */
import type { EventRecord } from '../../../records'
import { Delivery } from './delivery'
import { explain } from './explain'
import { Pane } from './pane'
import type { LifeOf } from './use-life'

const SHOWN_DELIVERIES = 20
const OPEN_DELIVERIES = 3

export function Sent({ life: { deliveries, events } }: { life: LifeOf }) {
  const skipped = events.flatMap((event) => event.skipped)
  const nothing = deliveries.length === 0 && skipped.length === 0
  return (
    <Pane step={3} title="Sent, and what came back">
      {nothing && <p class="muted">{whyNothing(events)}</p>}
      {deliveries.slice(0, SHOWN_DELIVERIES).map((delivery) => (
        <Delivery
          key={delivery.id}
          delivery={delivery}
          open={deliveries.length <= OPEN_DELIVERIES}
        />
      ))}
      {deliveries.length > SHOWN_DELIVERIES && (
        <p class="muted">And {deliveries.length - SHOWN_DELIVERIES} more deliveries.</p>
      )}
      {skipped.length > 0 && <Skipped skipped={skipped} />}
    </Pane>
  )
}

function whyNothing(events: readonly EventRecord[]): string {
  if (events.length === 0) return 'Nothing, since no event came of it.'
  const taken = events.some(({ status }) => status === 'accepted')
  return taken ? 'No destination is connected to the source.' : 'Segment did not take the event.'
}

function Skipped({ skipped }: { skipped: EventRecord['skipped'] }) {
  const byKey = new Map(skipped.map((skip) => [`${skip.destinationId} ${skip.reason}`, skip]))
  return (
    <>
      <h4>Not taken by</h4>
      <ul class="held">
        {[...byKey].map(([key, { destinationId, reason }]) => (
          <li key={key}>
            {destinationId} <b>{reason}</b> <span class="muted">{explain(reason)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
