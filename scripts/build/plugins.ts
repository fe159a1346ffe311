/** Builds the plugin and its adapters for script tags, and prints their subresource-integrity hashes. */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { minify, transform } from '@swc/core'
import { build } from 'esbuild'

/** All scripts add to this global, in whichever order the page loads them. */
const GLOBAL = 'segmentExperiments'

/**
 * The newest syntax that the sources use. Esbuild cannot write ES5, which Internet Explorer 11 needs, as
 * analytics.js' own CDN build is written in; swc can.
 */
const TARGET = 'es2021'

export interface PluginScript {
  /** Its name in the folder. */
  file: string
  bytes: number
  gzipBytes: number
  /** For the `integrity` attribute of the script tag. */
  integrity: string
}

/** @param folder where to; `dist/plugins` by default. */
export async function buildPlugins(
  root: string,
  folder = join(root, 'dist', 'plugins'),
): Promise<PluginScript[]> {
  const scripts: PluginScript[] = []
  await mkdir(folder, { recursive: true })
  for (const [name, entry] of entries(root)) {
    const file = `${name}.iife.js`
    const code = await scriptTag(root, entry)
    await writeFile(join(folder, file), code)
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
  const names = await exportsOf(root, entry)
  const result = await build({
    stdin: {
      contents: `import { ${names.join(', ')} } from '${entry}'
        const all = (window.${GLOBAL} = window.${GLOBAL} || {})
        ${names.map((name) => `all.${name} = ${name}`).join('\n')}`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: TARGET,
  })
  const es5 = await transform(result.outputFiles[0]?.text ?? '', {
    jsc: { target: 'es5', loose: true },
    isModule: false,
  })
  // 5 % smaller than what esbuild's own minifier makes of it.
  const options = { compress: { passes: 3 }, mangle: true, ecma: 5 } as const
  return (await minify(es5.code, options)).code
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
