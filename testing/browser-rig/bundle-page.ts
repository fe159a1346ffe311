/** Bundles a page's code with the real packages that it imports, for the browser. */
import { join } from 'node:path'
import { build } from 'esbuild'

const ROOT = join(__dirname, '..', '..')

/** `source` is TypeScript with imports relative to the repository's root. */
export async function bundlePage(source: string): Promise<string> {
  const result = await build({
    stdin: { contents: source, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2020',
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    logLevel: 'error',
  })
  return result.outputFiles[0]?.text ?? ''
}
