/**
 * A 128-bit hash as 28 characters of base 36: two passes of cyrb53's mixing with different seeds. It
 * is synchronous and small because the browser plugin and the source function must reach the same
 * `messageId`, and neither WebCrypto (asynchronous) nor Node's crypto (absent in browsers) is in
 * both. It is not for secrets.
 */
export function hash(text: string): string {
  let a1: number = HASH_SEEDS[0]
  let a2: number = HASH_SEEDS[1]
  let b1: number = HASH_SEEDS[2]
  let b2: number = HASH_SEEDS[3]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a1 = imul(a1 ^ code, 2654435761)
    a2 = imul(a2 ^ code, 1597334677)
    b1 = imul(b1 ^ code, 2654435761)
    b2 = imul(b2 ^ code, 1597334677)
  }
  return finishHash(a1, a2) + finishHash(b1, b2)
}

// Segment runs functions in a vm context, where each look-up of a global is slow.
const { imul } = Math

/** Two states, each of two seeds. */
export const HASH_SEEDS = [
  0xdeadbeef ^ 0x9e3779b9,
  0x41c6ce57 ^ 0x9e3779b9,
  0xdeadbeef ^ 0x85ebca6b,
  0x41c6ce57 ^ 0x85ebca6b,
] as const

/** Public domain, https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js */
export function finishHash(s1: number, s2: number): string {
  const h1 = imul(s1 ^ (s1 >>> 16), 2246822507) ^ imul(s2 ^ (s2 >>> 13), 3266489909)
  const h2 = imul(s2 ^ (s2 >>> 16), 2246822507) ^ imul(h1 ^ (h1 >>> 13), 3266489909)
  return base36(h1) + base36(h2)
}

/** 32 bits as seven digits, two at a time. */
function base36(bits: number): string {
  let rest = bits >>> 0
  let text = ''
  for (let pair = 0; pair < 3; pair++) {
    text = PAIRS[rest % 1296] + text
    rest = (rest / 1296) | 0
  }
  return rest.toString(36) + text
}

const PAIRS = Array.from({ length: 1296 }, (_, n) => n.toString(36).padStart(2, '0'))
