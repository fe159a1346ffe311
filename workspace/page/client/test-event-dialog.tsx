/** The test events of every platform, one press away. */
import { postJson } from './api'
import { Dialog } from './dialog'
import { groupBy } from './group-by'
import { useTry } from './notices'
import { hrefOf } from './route'
import { useAnswer } from './use-answer'
import type { TestEventAnswer } from './workspace-answers'

export function TestEventDialog({ onClose }: { onClose(): void }) {
  const { value, error } = useAnswer<{ items: TestEventAnswer[] }>('test-events')
  const attempt = useTry()
  const send = (platform: string, name: string) =>
    attempt(async () => {
      const { requestId } = await postJson<{ requestId: string }>('test-events', { platform, name })
      onClose()
      return { text: `Sent: ${platform}, ${name}.`, href: hrefOf('live', requestId) }
    })
  const taken = value?.items.filter(({ sourceId }) => sourceId !== null) ?? []
  const byPlatform = groupBy(taken, ({ platform }) => platform)
  return (
    <Dialog title="Send a test event" onClose={onClose}>
      <p class="muted">
        The platform’s documented webhook, with fresh ids and times, to its source function here.
      </p>
      {error !== undefined && <p class="failed">{error.message}</p>}
      {value !== undefined && taken.length === 0 && (
        <p>No source of this workspace runs a source function.</p>
      )}
      <div class="test-events">
        {[...byPlatform].map(([platform, items]) => (
          <section key={platform} aria-labelledby={`test-${platform}`}>
            <h3 id={`test-${platform}`}>{platform}</h3>
            <ul class="buttons">
              {items.map(({ name, source }) => (
                <li key={name}>
                  <button type="button" title={source} onClick={() => send(platform, name)}>
                    {name.replaceAll(/[-_.]/g, ' ')}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
