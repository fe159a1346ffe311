/** The text of a request's body, uncompressed. */
import { gunzipSync, inflateSync } from 'node:zlib'
import { isRecord } from '../../platforms/is-record'

export type DecodedBody = { text: string } | { problem: 'too large' | 'not readable' }

export function decodeBody(
  bytes: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): DecodedBody {
  if (bytes.length > maxBytes) return { problem: 'too large' }
  const unpack = { gzip: gunzipSync, deflate: inflateSync }[encoding?.trim().toLowerCase() ?? '']
  if (unpack === undefined) return { text: Buffer.from(bytes).toString('utf8') }
  try {
    return { text: unpack(bytes, { maxOutputLength: maxBytes }).toString('utf8') }
  } catch (error) {
    const tooLarge = isRecord(error) && error.code === 'ERR_BUFFER_TOO_LARGE'
    return { problem: tooLarge ? 'too large' : 'not readable' }
  }
}
