/**
 * Segment's anonymous id where analytics.js is not there yet: for an SDK that must bucket before it
 * has loaded, and for a server that renders the first page.
 */
import { attempt } from './storage'

/** The name of analytics.js' cookie and localStorage entry. */
const ANONYMOUS_ID = 'ajs_anonymous_id'

const YEAR_S = 31_536_000

/**
 * The visitor's anonymous id, in the browser. If there is none it is made, and put where analytics.js
 * will find it: in localStorage only, because a cookie would have to be set for the very same domain.
 */
export function segmentAnonymousId(): string {
  const found =
    anonymousIdOfCookies(document.cookie) ??
    attempt(() => JSON.parse(localStorage.getItem(ANONYMOUS_ID) ?? '') as string)
  if (found !== undefined) return found
  const fresh = uuid()
  attempt(() => localStorage.setItem(ANONYMOUS_ID, JSON.stringify(fresh)))
  return fresh
}

/** The anonymous id in a `Cookie` header, or undefined. */
export function anonymousIdOfCookies(header: string): string | undefined {
  const pair = header.split(/;\s*/).find((text) => text.startsWith(`${ANONYMOUS_ID}=`))
  const value = pair?.slice(ANONYMOUS_ID.length + 1)
  if (value === undefined || value === '') return undefined
  // Older versions of analytics.js wrote it as JSON.
  return decodeURIComponent(value).replace(/^"(.*)"$/, '$1')
}

/**
 * A `Set-Cookie` header by which a server gives the visitor an anonymous id that analytics.js takes
 * over.
 * @param domain the registrable domain, as analytics.js uses it: `example.com` for `www.example.com`.
 *   On localhost and bare addresses leave it out.
 */
export function anonymousIdCookie(anonymousId: string, domain?: string): string {
  const scope = domain === undefined ? '' : `; Domain=${domain}`
  return `${ANONYMOUS_ID}=${encodeURIComponent(anonymousId)}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${scope}`
}

/** `crypto.randomUUID` is only there on secure pages. */
function uuid(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte, index) => (index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
