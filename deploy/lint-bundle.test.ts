import { lintBundle } from './lint-bundle'

const problems = (code: string) => lintBundle(code, 'SOURCE').problems

it('passes a plain script with its handlers, and tells its size', () => {
  const code = 'async function onTrack(event, settings) {}\nasync function onBatch(events) {}\n'
  expect(lintBundle(code, 'DESTINATION')).toEqual({
    problems: [],
    handlers: ['onTrack', 'onBatch'],
    bytes: 77,
  })
})

it.each([
  ['async function onRequest(request) {}'],
  ['var onRequest = async (request) => {}'],
  ['onRequest = async (request) => {}'],
])('finds the handler in "%s"', (code) => {
  expect(lintBundle(code, 'SOURCE')).toMatchObject({ problems: [], handlers: ['onRequest'] })
})

it.each([['const onRequest = async () => {}'], ['let onRequest = async () => {}']])(
  'refuses "%s", which Segment cannot reach',
  (code) => {
    expect(problems(code)).toEqual([
      'onRequest is declared with const or let, which Segment cannot reach: write "async function onRequest".',
    ])
  },
)

it('refuses a file in which no handler is declared at the top level', () => {
  expect(problems('{ function inner() {} }\n(function () { function onRequest() {} })()')).toEqual([
    'it declares none of onRequest at the top level: Segment would call nothing.',
  ])
})

it.each([
  ["import crypto from 'crypto'\nasync function onRequest() {}"],
  ['export async function onRequest() {}'],
  ['await fetch("https://example.com")\nasync function onRequest() {}'],
])('refuses what is no plain script: %j', (code) => {
  expect(problems(code)).toEqual([
    expect.stringMatching(
      /^it is not a plain script \(.+\)\. Imports, exports and top-level await do not run in Segment: bundle it\.$/,
    ),
  ])
})

it('refuses globals that Segment does not document, each once with its line', () => {
  const code = `async function onRequest(request) {
  const controller = new AbortController()
  process.env.X; process.exit()
  module.exports = require('x')
  structuredClone(request)
}`
  expect(problems(code).map((problem) => problem.split(',')[0])).toEqual([
    'line 2 uses "AbortController"',
    'line 3 uses "process"',
    'line 4 uses "module"',
    'line 4 uses "require"',
    'line 5 uses "structuredClone"',
  ])
})

it('lets globals be used under a typeof that asks for them', () => {
  const code = `async function onRequest() {
  const encoder = typeof TextEncoder === 'function' ? new TextEncoder() : undefined
  if (typeof process !== 'undefined' && process.env) {}
  const has = typeof performance
}`
  expect(problems(code)).toEqual([])
})

it('does not take a typeof of another name for a guard', () => {
  const code = `async function onRequest() {
  if (typeof process !== 'undefined') queueMicrotask(() => {})
}`
  expect(problems(code)).toEqual([
    'line 2 uses "queueMicrotask", which Segment does not document for functions: bundle it, guard it with typeof, or do without.',
  ])
})

it("refuses Segment's own address even in a comment, and says the line", () => {
  const code = '// docs\n// see HTTPS://fn.segmentapis.com/?b=x\nasync function onRequest() {}'
  expect(problems(code)).toEqual([
    'line 2 contains "fn.segmentapis.com": Segment refuses the file, even in a comment. Take the text out.',
  ])
})

it('refuses a file that is larger than any that is known to have worked', () => {
  const code = `async function onRequest() {}\n// ${'x'.repeat(2_300_000)}`
  expect(problems(code)).toEqual([
    'the file has 2300033 bytes; no function above 2300000 is known to have been accepted. Build it smaller.',
  ])
})
