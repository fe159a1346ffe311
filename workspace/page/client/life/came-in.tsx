/** The first pane: the request as it came. */
import type { RequestRecord } from '../../../records'
import { JsonView } from '../json-view'
import { HeaderTable } from './header-table'
import { Pane } from './pane'
import type { LifeOf } from './use-life'

export function CameIn({ life: { request, event } }: { life: LifeOf }) {
  return (
    <Pane step={1} title="Came in">
      {request === undefined ? (
        <p class="muted">The request is not kept any more.</p>
      ) : (
        <Incoming request={request} messageId={event?.messageId} />
      )}
    </Pane>
  )
}

interface IncomingProps {
  request: RequestRecord
  /** The event among those of a batch. */
  messageId: string | undefined
}

function Incoming({ request, messageId }: IncomingProps) {
  const { method, url, status, durationMs, bodyBytes, headers, body, error } = request
  return (
    <>
      <p>
        <b>{method}</b> <span class="mono url">{pathOf(url)}</span>
      </p>
      <p class="facts">
        {status !== undefined && (
          <span class={status < 400 ? 'good' : 'bad'}>answered {status}</span>
        )}
        <span>{bodyBytes.toLocaleString()} bytes</span>
        {durationMs !== undefined && <span>{Math.round(durationMs)} ms</span>}
      </p>
      {error !== undefined && <p class="failed">{error}</p>}
      <JsonView label="Body that came in" value={body} mark={messageId} />
      <HeaderTable headers={headers} />
    </>
  )
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url, location.href)
  return `${pathname}${readable(search)}`
}

/** Without percent signs, if it can be. */
function readable(search: string): string {
  try {
    return decodeURIComponent(search)
  } catch {
    return search
  }
}
