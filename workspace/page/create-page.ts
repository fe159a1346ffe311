/** Serves the debugger page: what `npm run build` put into `dist/page`, or else a plain list. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { Hono } from 'hono'
import { FIRST_PAGE } from './first-page'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
}

/** @param folder where the built page is; `dist/page`, seen from the source or from the bundle. */
export function createPage(folder = builtPage()): Hono {
  const app = new Hono()
  app.get('*', (c) => {
    c.header('content-security-policy', "default-src 'self' 'unsafe-inline'; img-src 'self' data:")
    const path = c.req.path === '/' ? '/index.html' : c.req.path
    const file = folder === undefined ? undefined : fileIn(folder, path)
    if (file !== undefined) {
      c.header('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
      return c.body(new Uint8Array(readFileSync(file)))
    }
    return path === '/index.html' ? c.html(FIRST_PAGE) : c.notFound()
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
