import fc from 'fast-check'
import { canonicalJson } from './canonical-json'
import { itemKey } from './item-key'

it('is the same whatever the order of keys, and different for everything else', () => {
  const seen = new Map<string, string>()
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const text = canonicalJson(value)
      const key = itemKey(value)
      expect(key).toMatch(/^[0-9a-z]{28}$/)
      expect(itemKey(JSON.parse(text))).toBe(key)
      expect(seen.get(key) ?? text).toBe(text)
      seen.set(key, text)
    }),
    { numRuns: 5_000 },
  )
})

it.each([
  [1, '1'],
  [1, true],
  [0, null],
  [0, false],
  ['', []],
  [[], {}],
  [[['a'], 'b'], [['a', 'b']]],
  [{ a: 'b' }, { ab: '' }],
  [
    ['ab', 'c'],
    ['a', 'bc'],
  ],
  [1.5, '1.5'],
  [
    { a: 1, b: 2 },
    { a: 2, b: 1 },
  ],
  [
    [0, 2 ** 31],
    [2 ** 31, 0],
  ],
  [
    [1e12, 1e12],
    [1e12 + 2 ** 31, 1e12 + 2 ** 31],
  ],
  [2 ** 32, 1],
  [-1, 2 ** 32 - 1],
])('tells %j from %j', (one, other) => {
  expect(itemKey(one)).not.toBe(itemKey(other))
})

it('finds no two of 200,000 similar items alike', () => {
  const keys = new Set<string>()
  for (let n = 0; n < 200_000; n++) {
    keys.add(itemKey({ userId: `u${n % 500}`, at: 1_700_000_000_000 + Math.floor(n / 500) }))
  }
  expect(keys.size).toBe(200_000)
})
