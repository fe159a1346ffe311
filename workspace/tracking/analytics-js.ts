/** Serves analytics.js where Segment's CDN has it, from the npm package, set to this workspace. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Context, Hono } from 'hono'

const NOT_INSTALLED = 'Install @segment/analytics-next, and this address serves its script.'

export function createAnalyticsJs(): Hono {
  const app = new Hono()
  const folder = bundleFolder()
  app.get('/analytics.js/v1/:writeKey/:file{analytics(\\.min)?\\.js}', (c) => {
    // Segment's own build has its CDN's address in it; without one it would ask the real CDN.
    const cdn = JSON.stringify(new URL(c.req.url).origin)
    const prefix = `(window.analytics=window.analytics||[])._cdn=${cdn};\n`
    return script(c, folder, 'standalone.js', prefix)
  })
  app.get('/analytics-next/bundles/:file', (c) => script(c, folder, c.req.param('file')))
  return app
}

function script(c: Context, folder: string | undefined, file: string, prefix = ''): Response {
  const path = folder === undefined ? undefined : join(folder, basename(file))
  if (path === undefined || !existsSync(path)) return c.text(NOT_INSTALLED, 404)
  c.header('content-type', 'text/javascript; charset=utf-8')
  return c.body(prefix + readFileSync(path, 'utf8'))
}

function bundleFolder(): string | undefined {
  try {
    return join(dirname(require.resolve('@segment/analytics-next/package.json')), 'dist/umd')
  } catch {
    return undefined
  }
}
