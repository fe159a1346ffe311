/** What is open, in short, and what can be done with it. */
import { hrefOf } from '../route'
import type { Row } from '../row'
import { StateBadge } from '../state-badge'
import { TimeText } from '../time-text'
import { LifeActions } from './life-actions'
import type { LifeOf } from './use-life'

export interface LifeHeadProps {
  life: LifeOf
  row: Row | undefined
  onClose(): void
}

export function LifeHead({ life, row, onClose }: LifeHeadProps) {
  const { event, request } = life
  const title = event?.name ?? event?.type ?? row?.name ?? request?.sourceId ?? ''
  const unit = event?.userId ?? event?.anonymousId
  return (
    <header class="life-head">
      <div class="life-title">
        <h2 title={title}>{title}</h2>
        {row !== undefined && <StateBadge state={row.state} />}
        <span class="push" />
        <LifeActions life={life} />
        <button type="button" class="close" aria-label="Close (Escape)" onClick={onClose}>
          ✕
        </button>
      </div>
      <p class="facts">
        <span>{event?.type ?? 'webhook'}</span>
        <TimeText at={event?.at ?? request?.at ?? ''} />
        <span>from {event?.sourceId ?? request?.sourceId}</span>
        {unit !== undefined && (
          <a href={hrefOf('unit', unit)} title="Everything of this unit, in its order">
            {unit}
          </a>
        )}
        {event !== undefined && (
          <span class="mono cut" title="messageId">
            {event.messageId}
          </span>
        )}
      </p>
    </header>
  )
}
