/** `?limit=` and `?cursor=` of a request to the API. */
import type { Context } from 'hono'

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1000

export function pageQuery(c: Context): { limit: number; cursor?: string } {
  const asked = Number(c.req.query('limit') ?? DEFAULT_LIMIT)
  const limit = Number.isFinite(asked) ? Math.min(MAX_LIMIT, Math.max(1, Math.trunc(asked))) : 100
  const cursor = c.req.query('cursor')
  return cursor === undefined || cursor === '' ? { limit } : { limit, cursor }
}
