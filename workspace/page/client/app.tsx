/** The frame of the page: what it is connected to, the views, and what can be done everywhere. */
import { useCallback, useEffect, useState } from 'preact/hooks'
import { Header } from './header'
import { Notices, type Notify, NotifyContext, useNotices } from './notices'
import { ShortcutsDialog } from './shortcuts-dialog'
import { TestEventDialog } from './test-event-dialog'
import { useRecords } from './use-records'
import { useRoute } from './use-route'
import { VIEWS, viewOf } from './view-list'

export function App() {
  const route = useRoute()
  const view = viewOf(route.view)
  const { notices, notify } = useNotices()
  const [dialog, setDialog] = useState<'test-event' | 'shortcuts' | undefined>()
  const sendTestEvent = useCallback(() => setDialog('test-event'), [])
  const close = useCallback(() => setDialog(undefined), [])
  useShortcutsKey(useCallback(() => setDialog('shortcuts'), []))
  useReloadNotice(notify)
  useEffect(() => {
    document.title = `${view.title} · Local Segment workspace`
  }, [view])
  const { View } = view
  return (
    <NotifyContext.Provider value={notify}>
      <button type="button" class="skip" onClick={focusMain}>
        Skip to the content
      </button>
      <Header views={VIEWS} current={view} onTestEvent={sendTestEvent} />
      <main id="main" tabIndex={-1} class={`view view-${view.id}`}>
        <View route={route} onTestEvent={sendTestEvent} />
      </main>
      <Notices notices={notices} />
      {dialog === 'test-event' && <TestEventDialog onClose={close} />}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={close} />}
    </NotifyContext.Provider>
  )
}

/** A button and no link, because the address keeps the view. */
function focusMain(): void {
  document.getElementById('main')?.focus()
}

function useReloadNotice(notify: Notify): void {
  const records = useRecords()
  useEffect(
    () =>
      records.onReload((sourceId) =>
        notify({ text: `The function of ${sourceId} was loaded anew. Replay to run it.` }),
      ),
    [records, notify],
  )
}

function useShortcutsKey(open: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event)) open()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [open])
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null
}
