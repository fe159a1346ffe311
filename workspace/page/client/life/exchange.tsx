/** A request to a platform, and its answer. */
import type { RequestRecord } from '../../../records'
import { JsonView } from '../json-view'
import { useAnswer } from '../use-answer'
import { HeaderTable } from './header-table'

export interface ExchangeProps {
  id: string
  /** The event among those of a batch. */
  messageId: string
}

export function Exchange({ id, messageId }: ExchangeProps) {
  const { value, error } = useAnswer<RequestRecord>(`requests/${id}`)
  if (error !== undefined) return <p class="muted">The request is not kept any more.</p>
  if (value === undefined) return <p class="muted">Loading…</p>
  const { method, url, body, headers, status, responseBody = '' } = value
  return (
    <div class="exchange">
      <p>
        <b>{method}</b> <span class="mono url">{url}</span>
      </p>
      {body !== '' && <JsonView label="Body that was sent" value={body} mark={messageId} />}
      <HeaderTable headers={headers} />
      {value.error !== undefined && <p class="failed">{value.error}</p>}
      {status !== undefined && (
        <p>
          Answer <span class={status < 400 ? 'good' : 'bad'}>{status}</span>
        </p>
      )}
      {responseBody !== '' && <JsonView label="Answer" value={responseBody} />}
    </div>
  )
}
