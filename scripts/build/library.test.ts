import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { exports as entries } from '../../package.json'

const root = join(__dirname, '../..')
/** Entry points with code; a wildcard stands for files, and some entries are only types. */
const names = Object.entries(entries)
  .filter(([entry, target]) => !entry.includes('*') && Object.hasOwn(Object(target), 'require'))
  .map(([entry]) => `segment-experiments/${entry.slice(2)}`)

/** Runs in a Node of its own, which resolves the package by its name as a user's project does. */
function namesExportedBy(code: string): string[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', code], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as string[]
}

const print = 'console.log(JSON.stringify(Object.keys(m).filter((k) => k !== "default").sort()))'

it.each(names)('%s exports the same names as an ES module and as CommonJS', (name) => {
  const imported = namesExportedBy(`import('${name}').then((m) => { ${print} })`)
  const required = namesExportedBy(`const m = require('${name}'); ${print}`)
  expect(imported).toEqual(required)
  expect(imported).not.toEqual([])
})

it('has every entry point that the documentation names', () => {
  expect(names).toEqual(
    expect.arrayContaining([
      'segment-experiments/source-function',
      'segment-experiments/destination',
      'segment-experiments/plugins',
      'segment-experiments/platforms',
      'segment-experiments/workspace',
    ]),
  )
})

it('has each destination by name too', () => {
  const name = 'segment-experiments/destination'
  expect(namesExportedBy(`import('${name}').then((m) => { ${print} })`)).toEqual(
    expect.arrayContaining(['destinations', 'kameleoon', 'launchdarkly', 'statsig']),
  )
})
