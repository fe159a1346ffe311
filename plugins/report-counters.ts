/** For development: shows a page's counters in the local workspace, under Exposures. */
import type { Counters } from './options'

const EVERY_MS = 1_000

/**
 * Leave it out of production: nothing else ever sends the counters anywhere.
 * @param workspaceUrl where `npm start` serves the workspace.
 * @returns the way to stop.
 */
export function reportCounters(
  xp: { counters(): Counters },
  workspaceUrl = 'http://127.0.0.1:4000',
): () => void {
  // A reload is another page, whose counters begin anew.
  const id = `${Date.now()}-${Math.random()}`
  const page = location.origin + location.pathname
  let last = ''
  const report = () => {
    const body = JSON.stringify({ id, page, counters: xp.counters() })
    if (body === last) return
    last = body
    const sent = fetch(`${workspaceUrl}/plugin/counters`, {
      method: 'POST',
      // Simple, so that no preflight is needed; there is nothing in the answer.
      mode: 'no-cors',
      keepalive: true,
      body,
    })
    sent.catch(() => {
      last = ''
    })
  }
  const timer = setInterval(report, EVERY_MS)
  addEventListener('pagehide', report)
  report()
  return () => {
    clearInterval(timer)
    removeEventListener('pagehide', report)
  }
}
