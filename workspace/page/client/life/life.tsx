/** An event's life in three panes: what came in, what was made of it, what was sent and came back. */
import { EmptyState } from '../empty-state'
import { useRecords } from '../use-records'
import { CameIn } from './came-in'
import { LifeHead } from './life-head'
import { Made } from './made'
import { Sent } from './sent'
import { useLife } from './use-life'

export interface LifeProps {
  /** Of an event or of a webhook. */
  id: string
  onClose(): void
}

export function Life({ id, onClose }: LifeProps) {
  const { life, missing } = useLife(id)
  const row = useRecords().row(id)
  return (
    <section class="life" aria-label="Life of the event">
      {life !== undefined ? (
        <>
          <LifeHead life={life} row={row} onClose={onClose} />
          <div class="panes">
            <CameIn life={life} />
            <Made life={life} />
            <Sent life={life} />
          </div>
        </>
      ) : missing ? (
        <EmptyState title="There is no such record">
          <p>The workspace does not have it, or not any more.</p>
          <button type="button" onClick={onClose}>
            Back to the list
          </button>
        </EmptyState>
      ) : (
        <p class="loading">Loading…</p>
      )}
    </section>
  )
}
