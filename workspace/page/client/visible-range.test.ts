import { visibleRange } from './visible-range'

const list = { count: 10_000, rowHeight: 32, height: 320 }

it.each([
  ['at the top', 0, { start: 0, end: 19 }],
  ['in the middle', 160_000, { start: 4992, end: 5019 }],
  ['at the end', 320_000, { start: 9981, end: 10_000 }],
])('shows the rows in sight and eight more on either side %s', (_, scrollTop, range) => {
  expect(visibleRange({ ...list, scrollTop })).toEqual(range)
})

it('shows all rows of a short list', () => {
  expect(visibleRange({ ...list, count: 3, scrollTop: 0 })).toEqual({ start: 0, end: 3 })
})
