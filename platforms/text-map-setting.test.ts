import { textMapSetting } from './text-map-setting'

it.each([
  ['a map', { userID: 'userId', stableID: ' anonymousId ' }],
  ['text', 'userID=userId, stableID=anonymousId'],
])('reads %s', (_, mapping) => {
  expect(textMapSetting({ mapping }, 'mapping')).toEqual({
    userID: 'userId',
    stableID: 'anonymousId',
  })
})

it.each([[undefined], [''], ['userID'], ['=userId'], [{}], [{ userID: 5 }]])(
  'is absent for %j',
  (mapping) => {
    expect(textMapSetting({ mapping }, 'mapping')).toBeUndefined()
  },
)
