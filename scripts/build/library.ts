/** Builds the package's entry points as ES modules and CommonJS, with types. */
import { existsSync, readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'tsdown'
import { addDestinationNames } from './destination-names'

/** Rooms that are entry points; a room that reaches Segment's actions-core is CommonJS inside. */
const ROOMS: readonly { entry: string; file: string; commonJsOnly?: true }[] = [
  { entry: 'platforms', file: 'platforms/index.ts' },
  { entry: 'source-function', file: 'source-function/index.ts' },
  { entry: 'plugins', file: 'plugins/index.ts' },
  { entry: 'destination', file: 'destination/index.ts', commonJsOnly: true },
  { entry: 'workspace', file: 'workspace/index.ts', commonJsOnly: true },
  { entry: 'testing', file: 'testing/index.ts', commonJsOnly: true },
]

export async function buildLibrary(root: string): Promise<void> {
  const rooms = ROOMS.filter(({ file }) => existsSync(join(root, file)))
  const dual = rooms.filter((room) => !room.commonJsOnly).map((room) => [room.entry, room.file])
  const commonJs = rooms.filter((room) => room.commonJsOnly).map((room) => [room.entry, room.file])
  const shared = { cwd: root, outDir: 'dist', clean: false, dts: true, config: false } as const
  const quiet = { logLevel: 'warn', report: false, target: 'node20', fixedExtension: true } as const
  const plugins = pluginEntries(root)
  await build({
    ...shared,
    ...quiet,
    entry: Object.fromEntries([...dual, ...plugins]),
    format: ['esm', 'cjs'],
    platform: 'neutral',
  })
  if (commonJs.length === 0) return
  await build({
    ...shared,
    ...quiet,
    entry: Object.fromEntries(commonJs),
    format: ['cjs'],
    platform: 'node',
  })
  if (commonJs.some(([entry]) => entry === 'destination')) await addDestinationNames(root)
  for (const [entry] of commonJs) if (entry !== undefined) await wrapCommonJs(root, entry)
}

/** One entry for each SDK adapter, so that a page loads only the one that it uses. */
function pluginEntries(root: string): [string, string][] {
  const folder = join(root, 'plugins')
  if (!existsSync(folder)) return []
  const platforms = new Set(readdirSync(join(root, 'platforms')))
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && platforms.has(file.slice(0, -'.ts'.length)))
    .map((file) => [`plugins/${file.slice(0, -'.ts'.length)}`, `plugins/${file}`])
}

/**
 * Node cannot import actions-core's ES modules: they import directories. So these entry points are
 * CommonJS, and their ES module requires that.
 * https://github.com/segmentio/action-destinations/tree/main/packages/core
 */
async function wrapCommonJs(root: string, entry: string): Promise<void> {
  const file = join(root, 'dist', entry)
  const names = Object.keys(require(`${file}.cjs`) as object).filter((name) => name !== 'default')
  const wrapper = [
    `import { createRequire } from 'node:module'`,
    `const { ${names.join(', ')} } = createRequire(import.meta.url)('./${entry}.cjs')`,
    `export { ${names.join(', ')} }`,
    '',
  ]
  await writeFile(`${file}.mjs`, wrapper.join('\n'))
  await writeFile(`${file}.d.mts`, `export * from './${entry}.cjs'\n`)
}
