/**
 * Bytes of a text in UTF-8, as `JSON.stringify` makes it: it escapes surrogates that stand alone.
 * Segment's runtime has no TextEncoder.
 */
export function byteLength(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) bytes++
    // A surrogate pair is two units here and four bytes there: one more for each half is enough.
    if (code > 0x7ff && (code < 0xd800 || code > 0xdfff)) bytes++
  }
  return bytes
}
