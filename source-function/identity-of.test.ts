import { identityOf } from './identity-of'

const user = { kind: 'userID', id: 'u1' }
const stable = { kind: 'stableID', id: 's1' }
const company = { kind: 'companyID', id: 'c1' }
const defaults = { userID: 'userId', stableID: 'anonymousId' } as const

it('puts the user id in userId and leaves the stable id out, as the vendor documents it', () => {
  expect(identityOf([user, stable], undefined, defaults)).toEqual({ userId: 'u1', context: [] })
})

it('keeps the stable id when it was bucketed, beside the user id', () => {
  expect(identityOf([stable, user], undefined, defaults)).toEqual({
    userId: 'u1',
    anonymousId: 's1',
    context: [],
  })
})

it('identifies signed-out visitors by the stable id', () => {
  expect(identityOf([stable], undefined, defaults)).toEqual({ anonymousId: 's1', context: [] })
})

it('does not fall back to a kind that is not mapped', () => {
  expect(identityOf([company], undefined, defaults)).toEqual({ context: [] })
})

it('applies a mapping that the user gives to every unit', () => {
  const given = {
    userID: 'userId',
    stableID: 'anonymousId',
    companyID: 'context.groupId',
  } as const
  expect(identityOf([user, stable, company], given, defaults)).toEqual({
    userId: 'u1',
    anonymousId: 's1',
    context: [{ path: ['groupId'], id: 'c1' }],
  })
})

it('does not take a unit kind called constructor for a mapping', () => {
  const odd = [{ kind: 'constructor', id: 'x' }]
  expect(identityOf(odd, undefined, defaults)).toEqual({ context: [] })
})
