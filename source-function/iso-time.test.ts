import fc from 'fast-check'
import { isoTime } from './iso-time'

it('is what Date says, whatever was asked before', () => {
  fc.assert(
    fc.property(fc.nat(8.64e15), fc.array(fc.nat(120_000)), (startMs, steps) => {
      for (const timeMs of [startMs, ...steps.map((ms) => Math.min(startMs + ms, 8.64e15))]) {
        expect(isoTime(timeMs)).toBe(new Date(timeMs).toISOString())
      }
    }),
  )
})
