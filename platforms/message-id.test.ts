import type { Exposure } from './exposure'
import { messageIdPrefix, standardMessageId } from './message-id'

const exposure: Exposure = {
  platform: 'statsig',
  kind: 'experiment',
  experimentId: 'e',
  variationId: 'v',
  unit: { kind: 'userID', id: 'u' },
  timeMs: 1_700_000_000_000,
}

it('is prefixed, scoped and at most 100 characters', () => {
  expect(standardMessageId(exposure)).toMatch(/^sx-statsig-s-[a-z0-9]{28}$/)
  expect(standardMessageId(exposure, 'shop')).toMatch(/^sx-shop-statsig-s-[a-z0-9]{28}$/)
  expect(standardMessageId(exposure, 'x'.repeat(500)).length).toBeLessThanOrEqual(100)
})

it.each([
  ['the unit', { unit: { kind: 'userID', id: 'w' } }],
  ['the kind of unit', { unit: { kind: 'stableID', id: 'u' } }],
  ['the experiment', { experimentId: 'f' }],
  ['the variation', { variationId: 'w' }],
  ['the version', { version: '2' }],
  ['the day', { timeMs: exposure.timeMs + 86_400_000 }],
  ['the platform', { platform: 'other' }],
])('changes with %s', (_, change) => {
  expect(standardMessageId({ ...exposure, ...change })).not.toBe(standardMessageId(exposure))
})

it('does not change with names, the event id or the time of day', () => {
  const again = { ...exposure, experimentName: 'E', eventId: 'x', timeMs: exposure.timeMs + 1 }
  expect(standardMessageId(again)).toBe(standardMessageId(exposure))
})

it('tells scopes apart that share their first forty characters', () => {
  const scope = 'x'.repeat(40)
  expect(messageIdPrefix('statsig', 'n', `${scope}a`)).not.toBe(
    messageIdPrefix('statsig', 'n', `${scope}b`),
  )
})

it('does not take the end of one field for the beginning of the next', () => {
  const one = { ...exposure, experimentId: 'ab', variationId: 'c' }
  const other = { ...exposure, experimentId: 'a', variationId: 'bc' }
  expect(standardMessageId(one)).not.toBe(standardMessageId(other))
})

it('gives two hundred thousand exposures as many ids', () => {
  const ids = new Set<string>()
  for (let i = 0; i < 200_000; i++) {
    ids.add(standardMessageId({ ...exposure, unit: { kind: 'userID', id: `user-${i}` } }))
  }
  expect(ids.size).toBe(200_000)
})
