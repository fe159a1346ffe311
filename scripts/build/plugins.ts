/** Builds the plugin and its adapters for script tags, and prints their subresource-integrity hashes. */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { minify } from '@swc/core'
import { build } from 'esbuild'

/** All scripts add to this global, in whichever order the page loads them. */
const GLOBAL = 'segmentExperiments'

/** The oldest syntax that esbuild can write the plugin in without helpers. */
const TARGET = 'es2018'

export interface PluginScript {
  /** Relative to `dist/plugins`. */
  file: string
  bytes: number
  gzipBytes: number
  /** For the `integrity` attribute of the script tag. */
  integrity: string
}

export async function buildPlugins(root: string): Promise<PluginScript[]> {
  const scripts: PluginScript[] = []
  await mkdir(join(root, 'dist', 'plugins'), { recursive: true })
  for (const [name, entry] of entries(root)) {
    const file = `${name}.iife.js`
    const code = await scriptTag(root, entry)
    await writeFile(join(root, 'dist', 'plugins', file), code)
    scripts.push({
      file,
      bytes: Buffer.byteLength(code),
      gzipBytes: gzipSync(code, { level: 9 }).length,
      integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`,
    })
  }
  return scripts
}

export function describeScripts(scripts: readonly PluginScript[]): string {
  return scripts
    .map(
      ({ file, gzipBytes, integrity }) => `dist/plugins/${file}  ${gzipBytes} B gzip  ${integrity}`,
    )
    .join('\n')
}

/** The core is what `plugins/script-tag` holds; every adapter is a script of its own. */
function entries(root: string): [string, string][] {
  const platforms = new Set(readdirSync(join(root, 'platforms')))
  const adapters = readdirSync(join(root, 'plugins'))
    .map((file) => basename(file, '.ts'))
    .filter((name) => platforms.has(name))
    .map((name): [string, string] => [name, `./plugins/${name}`])
  const core = readdirSync(join(root, 'plugins', 'script-tag')).map((file): [string, string] => [
    'experiments',
    `./plugins/script-tag/${basename(file, '.ts')}`,
  ])
  return [...core, ...adapters]
}

async function scriptTag(root: string, entry: string): Promise<string> {
  const names = (await exportsOf(root, entry)).join(', ')
  const result = await build({
    stdin: {
      contents: `import { ${names} } from '${entry}'
        window.${GLOBAL} = Object.assign(window.${GLOBAL} || {}, { ${names} })`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: TARGET,
  })
  // 5 % smaller than what esbuild's own minifier makes of it.
  const options = { compress: { passes: 3 }, mangle: true } as const
  return (await minify(result.outputFiles[0]?.text ?? '', options)).code
}

async function exportsOf(root: string, entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [`${join(root, entry)}.ts`],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    outdir: root,
  })
  return Object.values(metafile.outputs).flatMap((output) => output.exports)
}
