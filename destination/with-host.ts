import type { HttpRequest } from '../platforms/http'

/**
 * The request, sent to another host: a proxy, a self-hosted instance or the local workspace. The
 * vendor's path and query stay as they are, behind the path of `host` if it has one.
 */
export function withHost(request: HttpRequest, host: string | undefined): HttpRequest {
  if (host === undefined) return request
  const base = /^https?:\/\//i.test(host) ? host : `https://${host}`
  if (request.url.startsWith(base)) return request
  const path = request.url.replace(/^https?:\/\/[^/]+/i, '')
  return { ...request, url: `${base.replace(/\/+$/, '')}${path}` }
}
