import { draftOf, settingsOf } from './settings-draft'

it('reads lists and mappings as they are typed', () => {
  const draft = {
    include: 'exposures, checkout_*',
    identityMapping: 'userID = userId, companyID=context.groupId',
    eventForm: 'both',
  }
  expect(settingsOf(draft)).toEqual({
    include: ['exposures', 'checkout_*'],
    identityMapping: { userID: 'userId', companyID: 'context.groupId' },
    eventForm: 'both',
  })
})

it('leaves out what was not touched, and empties what was emptied', () => {
  expect(settingsOf({ exclude: '', eventForm: '' })).toEqual({ exclude: [] })
})

it('shows the settings that are in force', () => {
  const settings = { exclude: ['hero', 'x*'], identityMapping: { userID: 'anonymousId' } }
  expect(draftOf(settings)).toEqual({
    exclude: 'hero, x*',
    identityMapping: 'userID = anonymousId',
  })
  expect(settingsOf(draftOf(settings))).toEqual(settings)
})
