/**
 * A 106-bit hash as base 36 text: two passes of cyrb53 with different seeds. It is synchronous and
 * small because the browser plugin and the source function must reach the same `messageId`, and
 * neither WebCrypto (asynchronous) nor Node's crypto (absent in browsers) is in both.
 * It is not for secrets.
 */
export function hash(text: string): string {
  return (
    cyrb53(text, 0x9e3779b9).toString(36) + cyrb53(text, 0x85ebca6b).toString(36).padStart(11, '0')
  )
}

/** Public domain, https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js */
function cyrb53(text: string, seed: number): number {
  let h1 = 0xdeadbeef ^ seed
  let h2 = 0x41c6ce57 ^ seed
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    h1 = Math.imul(h1 ^ code, 2654435761)
    h2 = Math.imul(h2 ^ code, 1597334677)
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909)
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909)
  return 4294967296 * (2097151 & h2) + (h1 >>> 0)
}
