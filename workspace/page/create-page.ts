/** Serves the debugger page, which `npm run build` and `npm start` put into `dist/page`. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { Hono } from 'hono'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
}

/** Only what comes with the page runs in it, whatever an event or an answer holds. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

const NOT_BUILT = 'The page is not built yet: npm run build'

/** @param folder where the built page is; `dist/page`, seen from the source or from the bundle. */
export function createPage(folder = builtPage()): Hono {
  const app = new Hono()
  app.get('*', (c) => {
    if (folder === undefined) return c.text(NOT_BUILT, 404)
    const file = fileIn(folder, c.req.path === '/' ? '/index.html' : c.req.path)
    if (file === undefined) return c.notFound()
    c.header('content-security-policy', POLICY)
    c.header('cache-control', 'no-cache')
    c.header('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
    return c.body(new Uint8Array(readFileSync(file)))
  })
  return app
}

function builtPage(): string | undefined {
  const candidates = [join(__dirname, 'page'), join(__dirname, '../../dist/page')]
  return candidates.find((folder) => existsSync(join(folder, 'index.html')))
}

function fileIn(folder: string, path: string): string | undefined {
  const file = normalize(join(folder, decodeURIComponent(path)))
  const inside = file.startsWith(`${normalize(folder)}${sep}`)
  return inside && existsSync(file) && statSync(file).isFile() ? file : undefined
}
