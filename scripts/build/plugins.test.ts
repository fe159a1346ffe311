/** The scripts for a tag run where analytics.js' own CDN build runs: also in Internet Explorer 11. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Node, parse } from 'acorn'
import { full } from 'acorn-walk'
import { analyze } from 'eslint-scope'
import { buildPlugins } from './plugins'

const root = join(__dirname, '../..')

/** Of the browser, and of ES5: https://learn.microsoft.com/en-us/previous-versions/hh673539(v=vs.85) */
const IE11_GLOBALS = [
  'addEventListener',
  'arguments',
  'Array',
  'Date',
  'document',
  'Infinity',
  'JSON',
  'localStorage',
  'Math',
  'navigator',
  'Object',
  'sessionStorage',
  'setTimeout',
  'String',
  'undefined',
  'window',
]

/**
 * Newer than Internet Explorer 11, and what we use of it only runs after analytics.js has loaded, whose
 * CDN build brings babel-polyfill 7.7 to it:
 * https://github.com/segmentio/analytics-next/blob/master/packages/browser/src/browser/standalone.ts
 */
const POLYFILLED = [
  'Math.imul',
  'Object.assign',
  'Object.values',
  'Promise',
  'Promise.all',
  'Promise.resolve',
]
const POLYFILLED_METHODS = ['find', 'findIndex', 'includes', 'then']

/** Static members of ES5. */
const ES5_STATIC = [
  'Array.isArray',
  'Date.now',
  'JSON.parse',
  'JSON.stringify',
  'Math.random',
  'Object.create',
  'Object.defineProperty',
  'Object.keys',
  'Object.prototype',
  'Array.prototype',
]

/** Methods that this Node's text and arrays have and those of ES5 have not. */
const ES5_METHODS = (
  'charAt charCodeAt concat every filter forEach hasOwnProperty indexOf join lastIndexOf length localeCompare ' +
  'map match pop propertyIsEnumerable push reduce reduceRight replace reverse search shift slice some sort ' +
  'splice split substr substring toLocaleLowerCase toLocaleString toLocaleUpperCase toLowerCase toString ' +
  'toUpperCase trim unshift valueOf constructor isPrototypeOf'
).split(' ')
const NEWER_METHODS = [String.prototype, Array.prototype, Promise.prototype]
  .flatMap((prototype) => Object.getOwnPropertyNames(prototype))
  .filter((name) => !ES5_METHODS.includes(name))

interface Member {
  object: { type: string; name?: string }
  property: { type: string; name?: string }
  computed: boolean
}

function membersOf(program: Node): { statics: string[]; methods: string[] } {
  const statics = new Set<string>()
  const methods = new Set<string>()
  full(program, (node) => {
    const { object, property, computed } = node as unknown as Member
    if (node.type !== 'MemberExpression' || computed) return
    if (object.type === 'Identifier' && (object.name ?? '') in globalThis) {
      statics.add(`${object.name}.${property.name}`)
    } else methods.add(property.name ?? '')
  })
  return { statics: [...statics], methods: [...methods] }
}

const folder = mkdtempSync(join(tmpdir(), 'scripts-'))

let programs: [string, Node][]

beforeAll(async () => {
  const built = await buildPlugins(root, folder)
  programs = built.map(({ file }) => [
    file,
    parse(readFileSync(join(folder, file), 'utf8'), { ecmaVersion: 5, ranges: true }),
  ])
})

it('are ES5, every one of them', () => {
  expect(programs.map(([file]) => file)).toContain('experiments.iife.js')
  expect(programs.length).toBeGreaterThan(10)
})

it('use no global that Internet Explorer 11 and the polyfill have not', () => {
  const free = programs.flatMap(([file, program]) => {
    const manager = analyze(program as never, { ecmaVersion: 5, sourceType: 'script' })
    return manager.globalScope?.through.map(({ identifier }) => `${file} ${identifier.name}`) ?? []
  })
  const unknown = free.filter((text) => {
    const name = text.split(' ')[1] ?? ''
    return ![...IE11_GLOBALS, ...POLYFILLED].includes(name)
  })
  expect(unknown).toEqual([])
})

it('use no built-in function that Internet Explorer 11 and the polyfill have not', () => {
  const allowed = [...ES5_STATIC, ...POLYFILLED]
  const newer = programs.flatMap(([file, program]) => {
    const { statics, methods } = membersOf(program)
    return [
      ...statics.filter(
        (name) =>
          /^(Object|Array|Math|JSON|Date|Promise|String|Number|Symbol|Reflect)\./.test(name) &&
          !allowed.includes(name),
      ),
      ...methods.filter(
        (name) => NEWER_METHODS.includes(name) && !POLYFILLED_METHODS.includes(name),
      ),
    ].map((name) => `${file} ${name}`)
  })
  expect(newer).toEqual([])
})
