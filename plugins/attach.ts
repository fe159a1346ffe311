/** Registers a plugin on the page's Segment, whichever form it has by now, and waits if there is none yet. */
import type { Registrar } from './analytics'

/** How often the page is asked whether Segment has appeared. */
const LOOK_AGAIN_MS = 100

/** @param target an instance or a stub; by default `window.analytics`, now or once it appears. */
export function attach(plugin: unknown, target: Registrar | undefined = pageSegment()): void {
  if (!target) setTimeout(attach, LOOK_AGAIN_MS, plugin)
  // The array of older snippets (4.15) has no `register`, but plays back any call that is pushed.
  else if (target.register) target.register(plugin)
  else target.push?.(['register', plugin])
}

function pageSegment(): Registrar | undefined {
  return (window as unknown as { analytics?: Registrar }).analytics
}
