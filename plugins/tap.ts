import type { Tap } from '../platforms/platform'

/** Listens in on a method, for SDKs that have a single slot for a callback: it works as before. */
export const tap: Tap = (target, method, listener) => {
  const own = target[method]
  target[method] = function (...args: unknown[]) {
    const result = own?.apply(this, args)
    listener(result, ...args)
    return result
  }
  return () => {
    target[method] = own
  }
}
