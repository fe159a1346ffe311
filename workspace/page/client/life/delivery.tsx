/** An event's way to one action of one destination: its mapping, its attempts, its end. */
import type { Attempt, DeliveryRecord } from '../../../records'
import { JsonView } from '../json-view'
import { ReasonText } from '../reason-text'
import { StateBadge } from '../state-badge'
import { TimeText } from '../time-text'
import { useAnswer } from '../use-answer'
import { Exchange } from './exchange'

export interface DeliveryProps {
  delivery: DeliveryRecord
  open: boolean
}

export function Delivery({ delivery, open }: DeliveryProps) {
  const { destinationId, action, status, reason, detail, attempts, nextAt } = delivery
  return (
    <details class="delivery" open={open}>
      <summary>
        <b>{destinationId}</b> <span class="muted">{action}</span> <StateBadge state={status} />
      </summary>
      {reason !== undefined && status !== 'sent' && (
        <p class={status === 'dropped' ? 'noted' : 'failed'}>
          <ReasonText reason={reason} detail={detail} />
        </p>
      )}
      {status === 'pending' && <p class="muted">It waits for its batch to fill up.</p>}
      {status === 'retrying' && nextAt !== undefined && (
        <p class="muted">
          Next attempt at <TimeText at={nextAt} />.
        </p>
      )}
      <Mapped id={delivery.id} />
      <ol class="attempts">
        {attempts.map((attempt, index) => (
          <TheAttempt
            key={attempt.at}
            attempt={attempt}
            number={index + 1}
            messageId={delivery.messageId}
          />
        ))}
      </ol>
    </details>
  )
}

function Mapped({ id }: { id: string }) {
  const { value } = useAnswer<{ payload?: unknown }>(`deliveries/${id}/payload`)
  if (value?.payload === undefined || value.payload === null) return null
  return (
    <details>
      <summary>What the mapping made</summary>
      <JsonView label="What the mapping made" value={value.payload} />
    </details>
  )
}

interface TheAttemptProps {
  attempt: Attempt
  number: number
  messageId: string
}

function TheAttempt({ attempt, number, messageId }: TheAttemptProps) {
  const { at, httpStatus, reason, detail, requestIds } = attempt
  const isGood = httpStatus >= 200 && httpStatus < 300
  return (
    <li>
      <p>
        <b>Attempt {number}</b>{' '}
        <span class={isGood ? 'good' : 'bad'}>{httpStatus === 0 ? 'no answer' : httpStatus}</span>{' '}
        <TimeText at={at} /> {!isGood && reason}
      </p>
      {requestIds.map((id) => (
        <Exchange key={id} id={id} messageId={messageId} />
      ))}
      {requestIds.length === 0 && detail !== undefined && <p class="muted">{detail}</p>}
    </li>
  )
}
