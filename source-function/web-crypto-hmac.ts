/** HMAC on WebCrypto, which Node, Workers, Deno and Lambda have. Segment's runtime has not. */
import type { Hmac } from './authenticate'

const HASHES = { sha1: 'SHA-1', sha256: 'SHA-256' } as const

export const webCryptoHmac: Hmac = async (algorithm, key, text, encoding) => {
  const utf8 = new TextEncoder()
  const params = { name: 'HMAC', hash: HASHES[algorithm] }
  const imported = await crypto.subtle.importKey('raw', utf8.encode(key), params, false, ['sign'])
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', imported, utf8.encode(text)))
  if (encoding === 'base64') return btoa(String.fromCharCode(...digest))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
