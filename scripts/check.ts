/** `npm run check`: types, lint, the package's shape, and the rules of the house. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { houseRules, vendorsOf } from './check/house-rules'
import { sourceFiles } from './check/source-files'

const root = join(__dirname, '..')

/** Node 10's resolution cannot see `exports`, and this package has no other entry points. */
const COMMANDS: readonly (readonly [name: string, ...command: string[]])[] = [
  ['types', 'tsc', '-p', '.'],
  ['lint and format', 'biome', 'check', '.'],
  ['build', 'ts-node', 'scripts/build.ts'],
  ['package shape', 'publint', '--strict'],
  ['types of the package', 'attw', '--pack', '.', '--profile', 'node16'],
]

function run([name, command = '', ...args]: (typeof COMMANDS)[number]): boolean {
  console.log(`\n== ${name}`)
  const { status } = spawnSync('npx', ['--no-install', command, ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  return status === 0
}

function keepHouse(): boolean {
  console.log('\n== rules of the house')
  const files = sourceFiles(root)
  const breaches = houseRules(files, vendorsOf(files))
  for (const breach of breaches) console.error(breach)
  console.log(`${files.length} files, ${breaches.length} breaches`)
  return breaches.length === 0
}

const failed = COMMANDS.filter((command) => !run(command)).map(([name]) => name)
if (!keepHouse()) failed.push('rules of the house')
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`)
  process.exitCode = 1
}
