/** Takes the counters of the plugin from the page under development, which is on another origin. */
import { Hono } from 'hono'
import type { PluginCounters } from '../insights/plugin-counters'

const MAX_BYTES = 4_096

export function createCountersEndpoint(counters: PluginCounters): Hono {
  const app = new Hono()
  app.post('/plugin/counters', async (c) => {
    const text = await c.req.text()
    if (text.length > MAX_BYTES || !counters.note(parsed(text))) {
      return c.json({ message: 'This is no report of counters.' }, 400)
    }
    return c.body(null, 204)
  })
  return app
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
