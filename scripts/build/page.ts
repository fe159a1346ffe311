/** Builds the workspace's debugger page. */
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

/** @returns the folder that it was built into. */
export async function buildPage(root: string): Promise<string> {
  const source = join(root, 'workspace', 'page', 'client')
  const target = join(root, 'dist', 'page')
  await mkdir(target, { recursive: true })
  await copyFile(join(source, 'index.html'), join(target, 'index.html'))
  await build({
    entryPoints: [join(source, 'main.tsx'), join(source, 'style.css')],
    outdir: target,
    bundle: true,
    minify: true,
    sourcemap: 'linked',
    format: 'iife',
    platform: 'browser',
    target: ['es2023', 'chrome121', 'firefox121', 'safari17.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  return target
}
