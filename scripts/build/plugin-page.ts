/** Builds the workspace's page on which the plugin can be watched. */
import { readdirSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

export async function buildPluginPage(root: string): Promise<void> {
  const source = join(root, 'workspace', 'plugin-page')
  const target = join(root, 'dist', 'plugin-page')
  await mkdir(target, { recursive: true })
  await copyFile(join(source, 'index.html'), join(target, 'index.html'))
  // The SDK that the page shows is the vendor's folder that holds its code.
  const [folder] = readdirSync(source, { withFileTypes: true }).filter((it) => it.isDirectory())
  if (folder === undefined) throw new Error(`${source} has no folder with the page's code.`)
  await build({
    entryPoints: [join(source, folder.name, 'page.ts')],
    outfile: join(target, 'page.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2020',
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    logLevel: 'error',
  })
}
