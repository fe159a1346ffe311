/** Remembers messageIds for Segment's window, whatever source or workspace they came from. */
import { hash } from '../../platforms/hash'
import { LIMITS } from '../limits'

export interface DuplicateWindow {
  /** True if it is new, and remembers it. */
  admit(messageId: string): boolean
  /** Seen before this process began, `agoMs` of accelerated time ago; the longest ago first. */
  remember(messageId: string, agoMs: number): void
}

/** How often forgotten ids are swept out, in accelerated ms. */
const SWEEP_EVERY_MS = LIMITS.duplicateWindow.value / 24

export function createDuplicateWindow(elapsedMs: () => number): DuplicateWindow {
  // In the order of arrival, so that the sweep can stop at the first that is young enough.
  const seenAtMs = new Map<string, number>()
  let sweptAtMs = elapsedMs()

  function sweep(nowMs: number): void {
    for (const [key, atMs] of seenAtMs) {
      if (nowMs - atMs < LIMITS.duplicateWindow.value) break
      seenAtMs.delete(key)
    }
    sweptAtMs = nowMs
  }

  return {
    remember: (messageId, agoMs) => void seenAtMs.set(hash(messageId), elapsedMs() - agoMs),
    admit(messageId) {
      const nowMs = elapsedMs()
      if (nowMs - sweptAtMs >= SWEEP_EVERY_MS) sweep(nowMs)
      const key = hash(messageId)
      const atMs = seenAtMs.get(key)
      if (atMs !== undefined && nowMs - atMs < LIMITS.duplicateWindow.value) return false
      seenAtMs.delete(key)
      seenAtMs.set(key, nowMs)
      return true
    },
  }
}
