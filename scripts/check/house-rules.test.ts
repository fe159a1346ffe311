import { join } from 'node:path'
import { houseRules, vendorsOf } from './house-rules'
import { sourceFiles } from './source-files'

/** Spelled so that this file does not break the rule itself. */
const FOCUSED = ['it', 'only('].join('.')

const check = (path: string, text: string) => houseRules([{ path, text }], ['statsig', 'a-vs-b'])

it.each([
  [
    'platforms/acme/x.ts',
    "import { y } from '../../destination/y'",
    'platforms/acme/x.ts: platforms/ may not import from destination/ (../../destination/y)',
  ],
  [
    'platforms/acme/x.ts',
    "import { y } from 'node:fs'",
    'platforms/acme/x.ts: platforms/ imports nothing from node:fs',
  ],
  [
    'destination/x.ts',
    "import { y } from '../source-function/y'",
    'destination/x.ts: destination/ may not import from source-function/ (../source-function/y)',
  ],
  ['platforms/x.ts', 'fetch(url)', 'platforms/x.ts: platforms/ is pure, but has "fetch("'],
  ['destination/x.ts', "'statsig'", 'destination/x.ts: names the vendor "statsig"'],
  ['plugins/x.ts', 'a vs b', 'plugins/x.ts: names the vendor "a vs b"'],
  ['workspace/utils.ts', '', 'workspace/utils.ts: name the file after the one thing it exports'],
  ['workspace/x.test.ts', FOCUSED, `workspace/x.test.ts: has "${FOCUSED.slice(0, -1)}"`],
])('sees a breach in %s', (path, text, breach) => {
  expect(check(path, text)).toEqual([breach])
})

it.each([
  ['platforms/statsig/x.ts', "const id = 'statsig'"],
  ['platforms/index.ts', "import { statsig } from './statsig'"],
  ['plugins/statsig.ts', "export { statsig } from '../platforms/statsig/browser'"],
  ['platforms/x.ts', '// fetch(url) is done at the edge'],
  ['workspace/x.ts', "import { y } from '../destination/y'"],
  ['platforms/acme/x.ts', '// https://docs.statsig.com/acme'],
])('sees none in %s', (path, text) => {
  expect(check(path, text)).toEqual([])
})

it('finds this house in order', () => {
  const files = sourceFiles(join(__dirname, '../..'))
  expect(vendorsOf(files)).toContain('statsig')
  expect(houseRules(files, vendorsOf(files))).toEqual([])
})
