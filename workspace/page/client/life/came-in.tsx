/** The first pane: the request as it came. */
import type { RequestRecord } from '../../../records'
import { JsonView } from '../json-view'
import { HeaderTable } from './header-table'
import { Pane } from './pane'
import type { LifeOf } from './use-life'

export function CameIn({ life: { request } }: { life: LifeOf }) {
  return (
    <Pane step={1} title="Came in">
      {request === undefined ? (
        <p class="muted">The request is not kept any more.</p>
      ) : (
        <Incoming request={request} />
      )}
    </Pane>
  )
}

function Incoming({ request }: { request: RequestRecord }) {
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
      <JsonView label="Body that came in" value={body} />
      <HeaderTable headers={headers} />
    </>
  )
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url, location.href)
  return `${pathname}${search}`
}
