/**
 * A 128-bit hash as 28 characters of base 36: two passes of cyrb53's mixing with different seeds. It
 * is synchronous and small because the browser plugin and the source function must reach the same
 * `messageId`, and neither WebCrypto (asynchronous) nor Node's crypto (absent in browsers) is in
 * both. It is not for secrets.
 */
export function hash(text: string): string {
  return pass(text, 0x9e3779b9) + pass(text, 0x85ebca6b)
}

// Segment runs functions in a vm context, where each look-up of a global is slow.
const { imul } = Math

/** Public domain, https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js */
function pass(text: string, seed: number): string {
  let h1 = 0xdeadbeef ^ seed
  let h2 = 0x41c6ce57 ^ seed
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    h1 = imul(h1 ^ code, 2654435761)
    h2 = imul(h2 ^ code, 1597334677)
  }
  h1 = imul(h1 ^ (h1 >>> 16), 2246822507) ^ imul(h2 ^ (h2 >>> 13), 3266489909)
  h2 = imul(h2 ^ (h2 >>> 16), 2246822507) ^ imul(h1 ^ (h1 >>> 13), 3266489909)
  return base36(h1) + base36(h2)
}

function base36(bits: number): string {
  return (bits >>> 0).toString(36).padStart(7, '0')
}
