/** Registers a plugin on the page's Segment, whichever form it has by now, and waits if there is none yet. */
import type { Registrar } from './analytics'

/** How often the page is asked whether Segment has appeared. */
const LOOK_AGAIN_MS = 100

/** An instance or a stub, or the name of the global that holds it or will hold it. */
export function attach(plugin: unknown, target: Registrar | string = 'analytics'): void {
  const found =
    typeof target === 'string'
      ? (window as unknown as Record<string, Registrar | undefined>)[target]
      : target
  if (!found) setTimeout(attach, LOOK_AGAIN_MS, plugin, target)
  // The array of older snippets (4.15) has no `register`, but plays back any call that is pushed.
  else if ('register' in found) found.register(plugin)
  else found.push(['register', plugin])
}
