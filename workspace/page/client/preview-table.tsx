/** What would become of each item: as it is, and as it would be. */
import type { Preview, PreviewItem } from '../../insights/preview-settings'
import { hrefOf } from './route'
import { ScrollTable } from './scroll-table'

export function PreviewTable({ preview: { items, counts } }: { preview: Preview }) {
  return (
    <>
      <p class="facts summary" role="status">
        <span>
          <b>{counts.items}</b> items
        </span>
        <span>
          <b>{counts.changed}</b> changed
        </span>
        <span>
          sent: <b>{counts.sentBefore}</b> → <b>{counts.sentAfter}</b>
        </span>
      </p>
      <ScrollTable
        label="Effect on the last items"
        head={
          <>
            <th scope="col">Item</th>
            <th scope="col">As it is</th>
            <th scope="col">As it would be</th>
          </>
        }
      >
        {items.map((item) => (
          <tr key={`${item.requestId} ${item.index}`} class={item.changed ? 'changed' : undefined}>
            <th scope="row">
              <a href={hrefOf('live', item.requestId)}>{item.names[0] ?? `#${item.index + 1}`}</a>
              {item.names.length > 1 && <small>{item.names.slice(1).join(', ')}</small>}
            </th>
            <td>
              <Side side={item.before} />
            </td>
            <td>{item.changed ? <Side side={item.after} /> : <span class="muted">same</span>}</td>
          </tr>
        ))}
      </ScrollTable>
    </>
  )
}

function Side({ side: { outcome, calls } }: { side: PreviewItem['before'] }) {
  if (outcome.status !== 'sent') {
    return (
      <>
        <span class="wait">{outcome.status}</span> {'reason' in outcome && <b>{outcome.reason}</b>}{' '}
        <span class="muted">{'detail' in outcome && outcome.detail}</span>
      </>
    )
  }
  return (
    <>
      {calls.map((call) => (
        <div key={call.messageId}>
          {call.event ?? call.name ?? call.type} <small class="mono">{identityOf(call)}</small>
        </div>
      ))}
    </>
  )
}

function identityOf({ userId, anonymousId }: { userId?: unknown; anonymousId?: unknown }): string {
  const parts = Object.entries({ userId, anonymousId }).filter(([, id]) => id)
  return parts.map(([key, id]) => `${key} ${id}`).join(', ')
}
