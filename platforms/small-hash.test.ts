import fc from 'fast-check'
import { hash } from './hash'
import { smallHash } from './small-hash'

it('makes the very hash that the source function makes, of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(smallHash(text)).toBe(hash(text))
    }),
    { numRuns: 2_000 },
  )
})
