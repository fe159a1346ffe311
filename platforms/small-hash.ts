/**
 * The hash of `hash.ts`, written to be small instead of fast: the browser makes one for each exposure,
 * the source function one for each of thousands. `Math.imul` is looked up when it is called.
 */
export function smallHash(text: string): string {
  return pass(text, 0x9e3779b9) + pass(text, 0x85ebca6b)
}

/** Public domain, https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js */
function pass(text: string, seed: number): string {
  const { imul } = Math
  let s1 = 0xdeadbeef ^ seed
  let s2 = 0x41c6ce57 ^ seed
  for (let i = 0; i < text.length; i++) {
    s1 = imul(s1 ^ text.charCodeAt(i), 2654435761)
    s2 = imul(s2 ^ text.charCodeAt(i), 1597334677)
  }
  const h1 = imul(s1 ^ (s1 >>> 16), 2246822507) ^ imul(s2 ^ (s2 >>> 13), 3266489909)
  const h2 = imul(s2 ^ (s2 >>> 16), 2246822507) ^ imul(h1 ^ (h1 >>> 13), 3266489909)
  return digitsOf(h1) + digitsOf(h2)
}

/** 32 bits as seven digits of base 32, the lowest first. */
function digitsOf(bits: number): string {
  let digits = ''
  for (let n = 0; n < 35; n += 5) digits += ((bits >>> n) & 31).toString(32)
  return digits
}
