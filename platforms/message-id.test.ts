import type { Exposure } from './exposure'
import { nativeMessageId, standardMessageId } from './message-id'

const exposure: Exposure = {
  platform: 'statsig',
  kind: 'experiment',
  experimentId: 'e',
  variationId: 'v',
  unit: { kind: 'userID', id: 'u' },
  timeMs: 1_700_000_000_000,
}

it('is prefixed, scoped and at most 100 characters', () => {
  const id = standardMessageId(exposure, 'a-very-long-name-of-a-source-in-a-workspace-of-a-company')
  expect(id).toMatch(/^sx-a-very-long-name-of-a-source-in-a-worksp-statsig-s-[a-z0-9]+$/)
  expect(id.length).toBeLessThanOrEqual(100)
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
  expect(nativeMessageId('statsig', 'k', `${scope}a`)).not.toBe(
    nativeMessageId('statsig', 'k', `${scope}b`),
  )
})

it('gives two hundred thousand items as many ids', () => {
  const ids = new Set<string>()
  for (let i = 0; i < 200_000; i++) ids.add(nativeMessageId('statsig', `item-${i}`))
  expect(ids.size).toBe(200_000)
})
