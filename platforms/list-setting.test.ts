import { listSetting } from './list-setting'

it.each([
  ['an array', ['a', ' b ', '', 5]],
  ['text', 'a, b,,'],
])('reads %s', (_, include) => {
  expect(listSetting({ include }, 'include')).toEqual(['a', 'b'])
})

it('is empty when absent', () => {
  expect(listSetting({}, 'include')).toEqual([])
})
