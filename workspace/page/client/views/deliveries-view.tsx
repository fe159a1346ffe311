/** Deliveries by destination, action and outcome, with the reasons. */
import type { DeliveryRecord, DeliveryStatus } from '../../../records'
import { EmptyState } from '../empty-state'
import { groupBy } from '../group-by'
import { hrefOf } from '../route'
import { StateBadge } from '../state-badge'
import { TimeText } from '../time-text'
import { useRecords } from '../use-records'
import type { ViewProps } from '../view-list'

const STATUSES: readonly DeliveryStatus[] = [
  'sent',
  'pending',
  'retrying',
  'dropped',
  'rejected',
  'expired',
]
const SHOWN_DELIVERIES = 200

export function DeliveriesView({ onTestEvent }: ViewProps) {
  const deliveries = [...useRecords().deliveries()]
  if (deliveries.length === 0) {
    return (
      <EmptyState title="Nothing was delivered yet">
        <p>Each event that a destination takes becomes a delivery, with its outcome and reason.</p>
        <button type="button" class="primary" onClick={onTestEvent}>
          Send a test event
        </button>
      </EmptyState>
    )
  }
  return (
    <div class="column">
      <div class="view-head">
        <h2>Deliveries</h2>
        <p class="muted">What became of every event at every destination.</p>
      </div>
      <Outcomes deliveries={deliveries} />
      <Attention deliveries={deliveries} />
    </div>
  )
}

function Outcomes({ deliveries }: { deliveries: readonly DeliveryRecord[] }) {
  const groups = groupBy(deliveries, (each) => `${each.destinationId}\n${each.action}`)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="table-scroll" tabIndex={0} aria-label="Deliveries by outcome">
      <table>
        <thead>
          <tr>
            <th scope="col">Destination</th>
            <th scope="col">Action</th>
            {STATUSES.map((status) => (
              <th key={status} scope="col" class="number">
                {status}
              </th>
            ))}
            <th scope="col">Reasons</th>
          </tr>
        </thead>
        <tbody>
          {[...groups].map(([key, group]) => (
            <tr key={key}>
              <th scope="row">{group[0]?.destinationId}</th>
              <td>{group[0]?.action}</td>
              {STATUSES.map((status) => (
                <Count key={status} status={status} group={group} />
              ))}
              <td>{reasonsOf(group)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Count({ status, group }: { status: DeliveryStatus; group: readonly DeliveryRecord[] }) {
  const count = group.filter((delivery) => delivery.status === status).length
  return (
    <td class={count === 0 ? 'number muted' : `number count-${status}`}>
      {count.toLocaleString()}
    </td>
  )
}

function reasonsOf(group: readonly DeliveryRecord[]): string {
  const explained = group.filter(({ status, reason }) => status !== 'sent' && reason !== undefined)
  const byReason = groupBy(explained, ({ reason }) => reason)
  return [...byReason].map(([reason, each]) => `${each.length} ${reason}`).join(', ')
}

/** What did not arrive, or only after it was tried again. */
function Attention({ deliveries }: { deliveries: readonly DeliveryRecord[] }) {
  const found = deliveries.filter(
    ({ status, attempts }) => status !== 'sent' || attempts.length > 1,
  )
  if (found.length === 0) return <p class="muted">Everything arrived at the first attempt.</p>
  const newest = found.slice(-SHOWN_DELIVERIES).reverse()
  return (
    <section aria-labelledby="attention">
      <h3 id="attention">Held back, tried again or failed</h3>
      <ul class="deliveries">
        {newest.map((delivery) => (
          <li key={delivery.id}>
            <a href={hrefOf('live', delivery.eventId)}>
              <StateBadge state={delivery.status} />
              <TimeText at={delivery.at} />
              <span>
                <b>{delivery.destinationId}</b> {delivery.action}
              </span>
              <span class="muted reason">
                {delivery.attempts.length > 1 && `${delivery.attempts.length} attempts `}
                {delivery.status !== 'sent' && (
                  <>
                    <b>{delivery.reason}</b> {delivery.detail}
                  </>
                )}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {found.length > newest.length && (
        <p class="muted">And {found.length - newest.length} older ones.</p>
      )}
    </section>
  )
}
