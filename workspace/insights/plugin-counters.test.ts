import { createPluginCounters } from './plugin-counters'

const COUNTERS = {
  seen: 3,
  sent: 1,
  accepted: 1,
  dropped: { DUPLICATE: 2 },
  conflicts: 0,
  capped: 0,
}
const at = '2026-11-22T12:00:00.000Z'
const create = () => createPluginCounters(() => new Date(at))

it('keeps the latest report of each page, the latest page first', () => {
  const counters = create()
  counters.note({ id: 'one', page: 'http://shop/', counters: { ...COUNTERS, seen: 1 } })
  counters.note({ id: 'two', page: 'http://shop/cart', counters: COUNTERS })
  counters.note({ id: 'one', page: 'http://shop/', counters: COUNTERS })
  expect(counters.all()).toEqual([
    { id: 'one', page: 'http://shop/', at, ...COUNTERS },
    { id: 'two', page: 'http://shop/cart', at, ...COUNTERS },
  ])
})

it('keeps twenty pages', () => {
  const counters = create()
  for (let n = 0; n < 25; n++) counters.note({ id: `${n}`, page: 'p', counters: COUNTERS })
  expect(counters.all().map(({ id }) => id)).toEqual(
    Array.from({ length: 20 }, (_, index) => `${24 - index}`),
  )
})

it('takes numbers and reasons only, from whichever site they come', () => {
  const counters = create()
  const dropped = { BOT: 1, '<b>': 2 }
  expect(counters.note({ id: 'one', page: 'p', counters: { seen: '<b>', dropped } })).toBe(true)
  expect(counters.all()).toEqual([
    {
      id: 'one',
      page: 'p',
      at,
      seen: 0,
      sent: 0,
      accepted: 0,
      dropped: { BOT: 1 },
      conflicts: 0,
      capped: 0,
    },
  ])
})

it.each([undefined, 'text', {}, { id: 'one', page: 'p' }, { id: 1, page: 'p', counters: {} }])(
  'refuses %j, which is no report',
  (report) => {
    expect(create().note(report)).toBe(false)
  },
)
