/** JSON answers of the API, with every known secret hidden. */
import type { Context } from 'hono'
import type { Redactor } from '../redact'

export type Answer = (c: Context, value: unknown, status?: 200 | 400 | 404) => Response

export function createAnswer(redactor: Redactor): Answer {
  return (c, value, status = 200) => {
    c.header('content-type', 'application/json; charset=utf-8')
    c.header('cache-control', 'no-store')
    return c.body(redactor.text(JSON.stringify(value)), status)
  }
}

export async function readJson(c: Context): Promise<unknown> {
  try {
    return await c.req.json()
  } catch {
    return undefined
  }
}
