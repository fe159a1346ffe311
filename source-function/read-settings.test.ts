import { readSettings } from './read-settings'

it('has a default for everything', () => {
  expect(readSettings({})).toEqual({
    platform: 'auto',
    sharedSecrets: [],
    signingSecrets: [],
    eventForm: 'native',
    identityMapping: undefined,
    include: [],
    exclude: [],
    environments: [],
    actorEmail: false,
    messageIdScope: '',
    values: {},
  })
})

it('reads secrets for rotation, without the spaces that are pasted with them', () => {
  expect(readSettings({ sharedSecret: ' a , b ' }).sharedSecrets).toEqual(['a', 'b'])
})

it('reads arrays as Segment gives them and as .env does', () => {
  expect(readSettings({ include: ['a', ' b ', '', 7] }).include).toEqual(['a', 'b'])
  expect(readSettings({ include: 'a, b' }).include).toEqual(['a', 'b'])
})

it('reads the identity mapping as Segment gives it and as .env does', () => {
  const mapping = { userID: 'userId', companyID: 'context.groupId' }
  expect(readSettings({ identityMapping: mapping }).identityMapping).toEqual(mapping)
  const text = 'userID=userId, companyID=context.groupId'
  expect(readSettings({ identityMapping: text }).identityMapping).toEqual(mapping)
})

it.each(['userid', 'context', 'context.', 'context.__proto__.x', 'traits.email'])(
  'refuses the mapping target %j',
  (target) => {
    expect(() => readSettings({ identityMapping: { user: target } })).toThrow(
      `[BAD_SETTING] identityMapping for unit kind "user" must be userId, anonymousId or context.<path> (received: ${JSON.stringify(target)}). Change it in the source's settings.`,
    )
  },
)

it('refuses an unknown event form', () => {
  expect(() => readSettings({ eventForm: 'all' })).toThrow(
    '[BAD_SETTING] eventForm must be one of native, standard, both (received: "all"). Change it in the source\'s settings.',
  )
})
