/** Serves `/plugin`: a page on which the real analytics.js, the plugin and a real SDK meet. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'

/** What `npm run build` writes, seen from the source or from the bundle. */
const FOLDERS = [join(__dirname, 'plugin-page'), join(__dirname, '../../dist/plugin-page')]

const FILES = {
  '/plugin': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/plugin.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
} as const

export function createPluginPage(): Hono {
  const app = new Hono()
  for (const [path, { file, type }] of Object.entries(FILES)) {
    app.get(path, (c) => {
      const found = FOLDERS.map((folder) => join(folder, file)).find((name) => existsSync(name))
      if (found === undefined) return c.text('Not built yet: npm run build', 404)
      c.header('content-type', type)
      return c.body(new Uint8Array(readFileSync(found)))
    })
  }
  return app
}
