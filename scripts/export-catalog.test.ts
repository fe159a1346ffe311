import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { exportCatalog } from './catalog/export-catalog'

const root = join(__dirname, '..')
/** Below the project, so that the folder finds actions-core; nothing else of ours is in reach. */
let parent: string

const exported = new Map<string, string[]>()

beforeAll(async () => {
  mkdirSync(join(root, 'dist'), { recursive: true })
  parent = mkdtempSync(join(root, 'dist/catalog-'))
  for (const id of Object.keys(ACTIONS)) {
    exported.set(id, await exportCatalog(root, id, join(parent, id)))
  }
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

const ACTIONS = {
  statsig: ['trackEvent', 'trackExposure', 'syncAudience'],
  launchdarkly: ['trackEvent', 'syncAudience'],
  kameleoon: ['trackEvent', 'identifyUser'],
  acme: ['trackEvent', 'trackExposure', 'syncAudience'],
}

describe.each(Object.entries(ACTIONS))('the exported folder of %s', (platformId, actions) => {
  const out = () => join(parent, platformId)
  const files = () => exported.get(platformId) ?? []

  it('has the layout of the catalog', () => {
    expect(files()).toEqual(
      expect.arrayContaining([
        'index.ts',
        'generated-types.ts',
        'metadata.json',
        'versioning-info.ts',
        '__tests__/index.test.ts',
        ...actions.flatMap((key) => [`${key}/index.ts`, `${key}/generated-types.ts`]),
      ]),
    )
    const entries = readdirSync(out(), { withFileTypes: true })
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    expect(folders.sort()).toEqual(['__tests__', 'lib', ...actions].sort())
  })

  it('imports nothing but actions-core and its own files', () => {
    const foreign = typescriptFiles(platformId).flatMap((file) => {
      const specifiers = [...readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)]
      return specifiers.flatMap(([, specifier = '']) => {
        const isTestTool = file.includes('__tests__') && specifier === 'nock'
        const isOwn = specifier.startsWith('.') && existsIn(out(), file, specifier)
        return isOwn || isTestTool || specifier === '@segment/actions-core' ? [] : [specifier]
      })
    })
    expect(foreign).toEqual([])
  })
})

it('type-checks with the options of the catalog', () => {
  const program = ts.createProgram(Object.keys(ACTIONS).flatMap(typescriptFiles), {
    target: ts.ScriptTarget.ES2020,
    lib: ['lib.es2020.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    esModuleInterop: true,
    resolveJsonModule: true,
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node', 'jest'],
  })
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const path = file?.fileName.replace(parent, '')
    return `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
  expect(problems).toEqual([])
})

it('passes the tests that it brings: one for each action, with the exact request', () => {
  const config = join(parent, 'jest.config.json')
  const transform = { '^.+\\.ts$': '@swc/jest' }
  writeFileSync(config, JSON.stringify({ rootDir: parent, testEnvironment: 'node', transform }))
  const args = [join(root, 'node_modules/jest/bin/jest.js'), '--config', config, '--maxWorkers=1']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  const count = Object.values(ACTIONS).flat().length
  expect(stderr).toMatch(new RegExp(`Tests: +${count} passed, ${count} total`))
  expect(status).toBe(0)
})

it('refuses a platform without a destination and a folder that is not empty', async () => {
  await expect(exportCatalog(root, 'nobody', join(parent, 'x'))).rejects.toThrow(
    'There is no destination for "nobody".',
  )
  await expect(exportCatalog(root, 'statsig', root)).rejects.toThrow('is not empty')
})

function typescriptFiles(platformId: string): string[] {
  const files = exported.get(platformId) ?? []
  return files.filter((file) => file.endsWith('.ts')).map((file) => join(parent, platformId, file))
}

function existsIn(folder: string, importer: string, specifier: string): boolean {
  const path = join(importer, '..', specifier)
  const candidates = [`${path}.ts`, join(path, 'index.ts')]
  return path.startsWith(folder) && candidates.some((name) => existsSync(name))
}
