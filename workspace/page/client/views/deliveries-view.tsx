/** Deliveries by destination, action and outcome, with the reasons. */
import type { DeliveryRecord, DeliveryStatus } from '../../../records'
import { countText } from '../count-text'
import { EmptyState } from '../empty-state'
import { groupBy } from '../group-by'
import { ReasonText } from '../reason-text'
import { hrefOf } from '../route'
import { ScrollTable } from '../scroll-table'
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
  const records = useRecords()
  const deliveries = [...records.deliveries()].sort((a, b) => (a.id < b.id ? 1 : -1))
  if (deliveries.length === 0) {
    return (
      <EmptyState title="Nothing was delivered yet" onTestEvent={onTestEvent}>
        <p>Each event that a destination takes becomes a delivery, with its outcome and reason.</p>
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
      <Attention deliveries={deliveries} nameOf={(id) => records.row(id)?.name ?? ''} />
    </div>
  )
}

function Outcomes({ deliveries }: { deliveries: readonly DeliveryRecord[] }) {
  const groups = groupBy(deliveries, (each) => `${each.destinationId}\n${each.action}`)
  const present = STATUSES.filter((it) => deliveries.some(({ status }) => status === it))
  return (
    <ScrollTable
      label="Deliveries by outcome"
      head={
        <>
          <th scope="col">Destination</th>
          {present.map((status) => (
            <th key={status} scope="col" class="number">
              {status}
            </th>
          ))}
        </>
      }
    >
      {[...groups].map(([key, group]) => (
        <tr key={key}>
          <th scope="row">
            <b>{group[0]?.destinationId}</b> {group[0]?.action}
            <small>{reasonsOf(group)}</small>
          </th>
          {present.map((status) => (
            <Count key={status} status={status} group={group} />
          ))}
        </tr>
      ))}
    </ScrollTable>
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

interface AttentionProps {
  /** Newest first. */
  deliveries: readonly DeliveryRecord[]
  /** Name of an event. */
  nameOf(eventId: string): string
}

/** What did not arrive, or only after it was tried again. */
function Attention({ deliveries, nameOf }: AttentionProps) {
  const found = deliveries.filter(
    ({ status, attempts }) => status !== 'sent' || attempts.length > 1,
  )
  if (found.length === 0) return <p class="muted">Everything arrived at the first attempt.</p>
  const newest = found.slice(0, SHOWN_DELIVERIES)
  return (
    <section aria-labelledby="attention">
      <h3 id="attention">Held back, tried again or failed</h3>
      <ul class="deliveries">
        {newest.map((delivery) => (
          <li key={delivery.id}>
            <a href={hrefOf('live', delivery.eventId)}>
              <StateBadge state={delivery.status} />
              <TimeText at={delivery.at} />
              <b class="cut">{nameOf(delivery.eventId)}</b>
              <span class="cut">
                {delivery.destinationId} {delivery.action}
              </span>
              <span class="muted reason">
                {delivery.attempts.length > 1 &&
                  `${countText(delivery.attempts.length, 'attempt')} `}
                {delivery.status !== 'sent' && (
                  <ReasonText reason={delivery.reason} detail={delivery.detail} />
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
