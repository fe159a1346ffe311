/** One visitor's way: from exposure to conversion to audience. */
import type { UnitTimeline } from '../../../insights/unit-timeline'
import { EmptyState } from '../empty-state'
import { hrefOf } from '../route'
import { StateBadge } from '../state-badge'
import { TimeText } from '../time-text'
import { UnitSearch } from '../unit-search'
import { useAnswer } from '../use-answer'
import { usePaced } from '../use-paced'
import { useRecords } from '../use-records'
import type { ViewProps } from '../view-list'
import { Waiting } from '../waiting'

export function UnitView({ route: { id }, onTestEvent }: ViewProps) {
  const empty = useRecords().rows().length === 0
  return (
    <div class="column">
      <div class="view-head">
        <h2>Unit</h2>
        <p class="muted">
          Everything of one userId or anonymousId: what it saw, what it did, where it is listed.
        </p>
        <UnitSearch key={id} id={id} />
      </div>
      {id !== undefined && <Timeline id={id} />}
      {id === undefined && empty && (
        <EmptyState title="No unit was seen yet" onTestEvent={onTestEvent}></EmptyState>
      )}
    </div>
  )
}

function Timeline({ id }: { id: string }) {
  const version = usePaced(useRecords().version())
  const { value, error } = useAnswer<UnitTimeline>(`units/${encodeURIComponent(id)}`, version)
  if (value === undefined) return <Waiting error={error} />
  if (value.events.length === 0 && value.lists.length === 0) {
    return <EmptyState title="Nothing is known of this unit" />
  }
  return (
    <>
      <p class="facts">
        {value.lists.length === 0 ? (
          <span>On no list</span>
        ) : (
          value.lists.map((list) => (
            <span key={`${list.platform} ${list.id}`} class="tag">
              On {list.name ?? list.id} ({list.platform})
            </span>
          ))
        )}
      </p>
      <ol class="timeline" aria-label="Events, oldest first">
        {value.events.map((event) => (
          <TimelineEvent key={event.id} event={event} />
        ))}
      </ol>
    </>
  )
}

function TimelineEvent({ event }: { event: UnitTimeline['events'][number] }) {
  const { id, timestamp, type, name, status, reason, sourceId, exposure, deliveries } = event
  return (
    <li class={exposure === undefined ? '' : 'exposure'}>
      <p>
        <TimeText at={timestamp} /> <a href={hrefOf('live', id)}>{name ?? type}</a>{' '}
        <span class="muted">
          {type} from {sourceId}
        </span>
      </p>
      {exposure !== undefined && (
        <p>
          Saw <b>{exposure.variationName ?? exposure.variationId}</b> of{' '}
          <b>{exposure.experimentName ?? exposure.experimentId}</b>
        </p>
      )}
      {status !== 'accepted' && (
        <p>
          <StateBadge state={status} /> {reason}
        </p>
      )}
      {deliveries.map((delivery) => (
        <p key={delivery.id} class="facts">
          <StateBadge state={delivery.status} />
          <span>
            {delivery.destinationId} {delivery.action}
          </span>
          {delivery.status !== 'sent' && <span>{delivery.reason}</span>}
        </p>
      ))}
    </li>
  )
}
