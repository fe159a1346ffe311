/** Keeps secrets out of everything that is printed: all output passes through `mask`. */
export interface Masker {
  hide(secret: string): void
  mask(text: string): string
}

/** What Segment itself shows instead of a secret. */
export const MASK = '••••••••••'

/** Shorter values would blank out ordinary words. */
const SHORTEST_HIDDEN = 4

export function createMasker(): Masker {
  const hidden = new Set<string>()
  return {
    hide(secret) {
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
        if (form.length >= SHORTEST_HIDDEN) hidden.add(form)
    },
    mask(text) {
      // Longest first, so that a secret inside another leaves no remainder.
      const longestFirst = [...hidden].sort((a, b) => b.length - a.length)
      return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, MASK), text)
    },
  }
}
