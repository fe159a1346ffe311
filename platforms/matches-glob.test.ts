import { matchesGlob } from './matches-glob'

it.each([
  ['signup', 'signup'],
  ['sign*', 'signup'],
  ['*up', 'signup'],
  ['*', ''],
  ['s*n*p', 'signup'],
  ['a**b', 'ab'],
  ['a.c', 'a.c'],
])('%j matches %j', (pattern, text) => {
  expect(matchesGlob(pattern, text)).toBe(true)
})

it.each([
  ['signup', 'Signup'],
  ['sign', 'signup'],
  ['*sign', 'signup'],
  ['ab*ba', 'aba'],
  ['a.c', 'abc'],
  ['s*x*p', 'signup'],
])('%j does not match %j', (pattern, text) => {
  expect(matchesGlob(pattern, text)).toBe(false)
})

it('stays linear on a pattern that makes regular expressions backtrack', () => {
  expect(matchesGlob(`${'*a'.repeat(30)}*b`, 'a'.repeat(5000))).toBe(false)
})
