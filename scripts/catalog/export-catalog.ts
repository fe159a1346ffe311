/** Writes a platform's destination as a folder that stands alone in Segment's catalog repository. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { platformById } from '../../platforms'
import { acme } from '../../platforms/acme'
import type { Platform } from '../../platforms/platform'
import { definitionFiles } from './definition-files'
import { ownFiles } from './own-files'
import { type CatalogExample, testFile } from './test-file'

/** @returns the paths that were written, relative to `out` */
export async function exportCatalog(
  root: string,
  platformId: string,
  out: string,
): Promise<string[]> {
  const platform = platformId === acme.id ? acme : platformById(platformId)
  if (platform === undefined || (platform.events ?? platform.lists) === undefined) {
    throw new Error(`There is no destination for ${JSON.stringify(platformId)}.`)
  }
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new Error(`${out} is not empty. Remove it, or choose another folder.`)
  }
  const files = [
    ...definitionFiles(platform, exportNameOf(root, platform)),
    ...libraryFiles(root, platformId),
    ['__tests__/index.test.ts', await testFile(platform, exampleOf(root, platformId))] as const,
  ]
  // Formatted elsewhere, because a formatter obeys the configuration of the folders above.
  const stage = mkdtempSync(join(tmpdir(), 'catalog-'))
  for (const [path, text] of files) {
    const file = join(stage, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  format(root, stage)
  cpSync(stage, out, { recursive: true })
  rmSync(stage, { recursive: true })
  return files.map(([path]) => path)
}

function exportNameOf(root: string, platform: Platform): string {
  const folder = require(join(root, 'platforms', platform.id)) as Record<string, unknown>
  const [name] = Object.entries(folder).find(([, value]) => value === platform) ?? []
  if (name === undefined) throw new Error(`platforms/${platform.id} does not export its platform.`)
  return name
}

/** Our own files keep their places to each other below `lib/`. */
function libraryFiles(root: string, platformId: string): [string, string][] {
  const entries = [
    `platforms/${platformId}/index.ts`,
    'destination/actions-of.ts',
    'destination/audience-parts.ts',
    'destination/authentication.ts',
    'destination/on-delete.ts',
    'destination/to-action-definition.ts',
  ]
  return [...ownFiles(root, entries)].map(([path, text]) => [`lib/${path}`, withoutLintRules(text)])
}

/** Comments to our linter mean nothing to theirs. */
function withoutLintRules(text: string): string {
  return text.replace(/^\s*\/\/ biome-ignore.*\n/gm, '')
}

function exampleOf(root: string, platformId: string): CatalogExample {
  const file = join(root, 'platforms', platformId, 'fixtures/destination/example.json')
  return JSON.parse(readFileSync(file, 'utf8')) as CatalogExample
}

/** Segment's style: 120 columns, no semicolons, single quotes, no trailing commas. */
const STYLE = {
  root: true,
  formatter: { indentStyle: 'space', indentWidth: 2, lineWidth: 120 },
  javascript: {
    formatter: { quoteStyle: 'single', semicolons: 'asNeeded', trailingCommas: 'none' },
  },
  linter: { enabled: false },
  assist: { enabled: false },
}

function format(root: string, folder: string): void {
  const config = join(folder, 'biome.json')
  writeFileSync(config, JSON.stringify(STYLE))
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const args = ['format', '--write', `--config-path=${config}`, folder]
  const { status, stderr } = spawnSync(process.execPath, [biome, ...args], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The exported files could not be formatted. ${stderr}`)
  rmSync(config)
}
