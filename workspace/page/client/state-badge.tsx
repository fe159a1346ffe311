/** The state of an event, a webhook or a delivery, as a sign and a word. */
import { SIGNS, type State } from './row'

export function StateBadge({ state }: { state: State }) {
  return (
    <span class={`state state-${state}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[state]}
      </span>
      {state}
    </span>
  )
}
