import { resolveAudienceMembership } from '@segment/actions-core'
import fc from 'fast-check'
import { membershipOf } from './membership'

const value = fc.constantFrom(true, false, 'true', 'false', 1, 0, null, undefined)
const rawEvent = fc.record({
  type: fc.constantFrom('identify', 'track', 'page'),
  event: fc.constantFrom('new', 'updated', 'deleted', 'Audience Entered'),
  computationClass: fc.constantFrom('audience', 'journey_step', 'trait', undefined),
  value,
})
const syncMode = fc.constantFrom('add', 'update', 'upsert', 'delete', 'mirror', undefined)

it('agrees with actions-core wherever actions-core has an answer', () => {
  fc.assert(
    fc.property(rawEvent, syncMode, ({ type, event, computationClass, value }, mode) => {
      const values =
        type === 'identify' ? { traits: { vip: value } } : { properties: { vip: value } }
      const personas = { computation_class: computationClass, computation_key: 'vip' }
      const raw = { type, event, context: { personas }, ...values }
      const theirs = resolveAudienceMembership(raw as never, mode)
      const payload = {
        type,
        event,
        computation_class: computationClass,
        audience_key: 'vip',
        ...values,
      }
      // A journey step is the one case in which actions-core 3.170 knows less than the event says.
      const beyond = computationClass === 'journey_step' || value === 'true'
      if (theirs !== undefined && !beyond) expect(membershipOf(payload, mode)).toBe(theirs)
      // And nothing is ever removed that actions-core would not remove.
      if (membershipOf(payload, mode) === false) expect(theirs).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

it('reads only its own key, not one of the prototype', () => {
  const payload = { type: 'identify', computation_class: 'audience', audience_key: 'toString' }
  expect(membershipOf({ ...payload, traits: {} })).toBeUndefined()
})

it.each([
  ['mirror', 'new', true],
  ['mirror', 'deleted', false],
  ['upsert', 'updated', true],
  ['upsert', 'deleted', undefined],
  ['add', 'updated', undefined],
  ['delete', 'deleted', false],
])('sync mode %s makes a row that is %s %s', (mode, event, expected) => {
  expect(membershipOf({ type: 'track', event }, mode)).toBe(expected)
})
