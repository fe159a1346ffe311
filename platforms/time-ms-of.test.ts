import { timeMsOf } from './time-ms-of'

it.each([
  [1_655_231_253_265, 1_655_231_253_265],
  ['1655231253265', 1_655_231_253_265],
  ['2022-06-14T18:27:33.265Z', 1_655_231_253_265],
  [1.9, 1],
])('reads %j', (value, timeMs) => {
  expect(timeMsOf(value)).toBe(timeMs)
})

it.each([null, undefined, '', 'soon', 0, -1, Number.NaN, 8.64e15 + 1, true, {}, [1], '1e99'])(
  'does not read %j',
  (value) => {
    expect(timeMsOf(value)).toBeUndefined()
  },
)
