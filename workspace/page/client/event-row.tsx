/** One row of the live list. */
import type { Row } from './row'
import { StateBadge } from './state-badge'
import { TimeText } from './time-text'

export function EventRow({ row, narrow }: { row: Row; narrow: boolean }) {
  const { state, at, type, name, unit, sourceId, note } = row
  if (narrow) {
    return (
      <>
        <span class="line">
          <b class="name">{name || type}</b>
          <TimeText at={at} />
        </span>
        <span class="line">
          <StateBadge state={state} />
          <span class="muted cut">{note || unit}</span>
        </span>
      </>
    )
  }
  return (
    <>
      <StateBadge state={state} />
      <TimeText at={at} />
      <span class="muted">{type}</span>
      <b class="name" title={name}>
        {name}
      </b>
      <span class="mono cut" title={unit}>
        {unit}
      </span>
      <span class="muted cut">{sourceId}</span>
      <span class="muted cut" title={note}>
        {note}
      </span>
    </>
  )
}
