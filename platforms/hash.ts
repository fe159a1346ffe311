/**
 * A 128-bit hash of a text: two passes of cyrb53's mixing with different seeds. It is synchronous
 * and small because the browser plugin and the source function must reach the same `messageId`, and
 * neither WebCrypto (asynchronous) nor Node's crypto (absent in browsers) is in both. It is not for
 * secrets.
 */
export function hash(text: string): string {
  let a1 = HASH_SEEDS[0]
  let a2 = HASH_SEEDS[1]
  let b1 = HASH_SEEDS[2]
  let b2 = HASH_SEEDS[3]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a1 = imul(a1 ^ code, 2654435761)
    a2 = imul(a2 ^ code, 1597334677)
    b1 = imul(b1 ^ code, 2654435761)
    b2 = imul(b2 ^ code, 1597334677)
  }
  return finishHash(a1, a2, b1, b2)
}

// Segment runs functions in a vm context, where each look-up of a global is slow.
const { imul } = Math
const { fromCharCode } = String

/** Two states, each of two seeds. */
export const HASH_SEEDS: readonly [number, number, number, number] = [
  0xdeadbeef ^ 0x9e3779b9,
  0x41c6ce57 ^ 0x9e3779b9,
  0xdeadbeef ^ 0x85ebca6b,
  0x41c6ce57 ^ 0x85ebca6b,
]

/** Written at once, because a text joined from pieces keeps every piece in memory. */
const codes: number[] = []

/** 28 digits of base 32. */
export function finishHash(a1: number, a2: number, b1: number, b2: number): string {
  write(0, a1, a2)
  write(14, b1, b2)
  return fromCharCode(...codes)
}

/** Public domain, https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js */
function write(at: number, s1: number, s2: number): void {
  const h1 = imul(s1 ^ (s1 >>> 16), 2246822507) ^ imul(s2 ^ (s2 >>> 13), 3266489909)
  const h2 = imul(s2 ^ (s2 >>> 16), 2246822507) ^ imul(h1 ^ (h1 >>> 13), 3266489909)
  writeWord(at, h1)
  writeWord(at + 7, h2)
}

/** 0 to 9, then a to v. */
function writeWord(at: number, bits: number): void {
  for (let n = 0; n < 7; n++) {
    const digit = (bits >>> (5 * n)) & 31
    codes[at + n] = digit + (digit < 10 ? 48 : 87)
  }
}
