/** Runs what is open again, or keeps it as a fixture. */
import { postJson } from '../api'
import { type Notice, useTry } from '../notices'
import { hrefOf } from '../route'
import type { LifeOf } from './use-life'

export function LifeActions({ life }: { life: LifeOf }) {
  const attempt = useTry()
  const webhookId = life.request?.kind === 'function' ? life.request.id : undefined
  const eventId = life.event?.id
  return (
    <span class="actions">
      {webhookId !== undefined && (
        <button type="button" onClick={() => attempt(() => replayWebhook(webhookId))}>
          Replay webhook
        </button>
      )}
      {eventId !== undefined && (
        <button type="button" onClick={() => attempt(() => replayEvent(eventId))}>
          Replay event
        </button>
      )}
      <button
        type="button"
        onClick={() => attempt(() => capture({ requestId: webhookId, eventId }))}
        title="Writes a fixture, and copies a failing test; secrets and persons are replaced"
      >
        Save as fixture
      </button>
    </span>
  )
}

async function replayWebhook(id: string): Promise<Notice> {
  const { requestId } = await postJson<{ requestId: string }>('replay', { requestId: id })
  return { text: 'The webhook ran again.', href: hrefOf('live', requestId) }
}

async function replayEvent(id: string): Promise<Notice> {
  const { events } = await postJson<{ events: string[] }>('replay', { eventIds: [id] })
  const text = 'The event was sent again under a new messageId.'
  return events[0] === undefined ? { text } : { text, href: hrefOf('live', events[0]) }
}

interface Captured {
  file: string
  test?: string
}

/** A webhook rather than the event that came of it, because it can be run again. */
async function capture(what: { requestId?: string; eventId?: string }): Promise<Notice> {
  const { requestId, eventId } = what
  const asked = requestId === undefined ? { eventId } : { requestId }
  const { file, test } = await postJson<Captured>('fixtures', asked)
  if (test === undefined) return { text: `Saved: ${file}` }
  const copied = await navigator.clipboard.writeText(test).then(
    () => ' A failing test for it is on the clipboard.',
    () => ' The browser did not let its failing test onto the clipboard.',
  )
  return { text: `Saved: ${file}${copied}` }
}
