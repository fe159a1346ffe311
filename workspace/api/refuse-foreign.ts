/** Keeps other sites away from the API: their pages may neither write nor, by DNS rebinding, read. */
import type { MiddlewareHandler } from 'hono'

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i

export const refuseForeign: MiddlewareHandler = async (c, next) => {
  if (!LOOPBACK_HOST.test(c.req.header('host') ?? '')) {
    return c.json({ message: 'The workspace answers on loopback names only.' }, 403)
  }
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const foreignOrigin = origin !== undefined && origin !== new URL(c.req.url).origin
  const writes = c.req.method !== 'GET' && c.req.method !== 'HEAD'
  if (writes && (foreignOrigin || site === 'cross-site')) {
    return c.json({ message: 'Other origins may not write here.' }, 403)
  }
  return next()
}
