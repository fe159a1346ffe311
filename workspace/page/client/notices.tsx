/** Short messages about what was just done, read out and gone after a while. */
import { createContext } from 'preact'
import { useCallback, useContext, useState } from 'preact/hooks'

export interface Notice {
  text: string
  failed?: boolean
  /** Where to see what came of it. */
  href?: string
}

export type Notify = (notice: Notice) => void

const SHOWN_MS = 6000

export const NotifyContext = createContext<Notify>(() => {})

export function useNotify(): Notify {
  return useContext(NotifyContext)
}

/** Does something at the API, and says so if it fails. */
export function useTry(): (action: () => Promise<Notice | undefined>) => Promise<void> {
  const notify = useNotify()
  return useCallback(
    async (action) => {
      try {
        const notice = await action()
        if (notice !== undefined) notify(notice)
      } catch (error) {
        notify({ text: error instanceof Error ? error.message : String(error), failed: true })
      }
    },
    [notify],
  )
}

export function useNotices(): { notices: readonly (Notice & { id: number })[]; notify: Notify } {
  const [notices, setNotices] = useState<readonly (Notice & { id: number })[]>([])
  const notify = useCallback<Notify>((notice) => {
    const id = performance.now()
    setNotices((all) => [...all.slice(-2), { ...notice, id }])
    setTimeout(() => setNotices((all) => all.filter((it) => it.id !== id)), SHOWN_MS)
  }, [])
  return { notices, notify }
}

export function Notices({ notices }: { notices: readonly (Notice & { id: number })[] }) {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.map(({ id, text, failed, href }) => (
        <p key={id} class={failed ? 'notice failed' : 'notice'}>
          {text} {href !== undefined && <a href={href}>Show</a>}
        </p>
      ))}
    </div>
  )
}
