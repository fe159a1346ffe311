/** The state of an event, a webhook or a delivery, as a sign and a word. */
import type { DeliveryStatus } from '../../records'
import type { State } from './row'

const SIGNS: Readonly<Record<State | DeliveryStatus, string>> = {
  sent: '✓',
  accepted: '•',
  pending: '…',
  retrying: '↻',
  dropped: '–',
  rejected: '✕',
  expired: '✕',
  duplicate: '=',
}

export function StateBadge({ state }: { state: State | DeliveryStatus }) {
  return (
    <span class={`state state-${state}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[state]}
      </span>
      {state}
    </span>
  )
}
