import fc from 'fast-check'
import { exceedsBytes } from './exceeds-bytes'

it('is exact, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: -2, max: 2 }), (value, more) => {
      const bytes = Buffer.byteLength(JSON.stringify(value))
      expect(exceedsBytes(value, bytes + more)).toBe(more < 0)
    }),
    { numRuns: 2000 },
  )
})

it.each([
  ['"'.repeat(10)],
  ['\u0001'.repeat(10)],
  ['é🎈'.repeat(10)],
  [Array.from({ length: 20 }, () => -1.5e-300)],
  [{ ['\u0001'.repeat(9)]: [[[[]]]] }],
])('never takes %j for smaller than it is', (value) => {
  const bytes = Buffer.byteLength(JSON.stringify(value))
  expect([exceedsBytes(value, bytes - 1), exceedsBytes(value, bytes)]).toEqual([true, false])
})
