import { statsig } from '../platforms/statsig'
import { openApiProblems } from './testing/contracts'
import { driveDestination } from './testing/drive-destination'
import { type FakePlatform, startFakePlatform } from './testing/fake-platform'
import { trackCall } from './testing/segment-test-events'

let api: FakePlatform
beforeEach(async () => {
  api = await startFakePlatform()
})
afterEach(async () => {
  await api.close()
  expect(openApiProblems(['statsig-httpopenapi.json'], api.requests)).toEqual([])
})

/** What Statsig receives for one event. */
async function sent(
  event: Parameters<typeof trackCall>[0],
  settings: Record<string, unknown> = {},
) {
  api.requests.length = 0
  const all = { serverSecret: 'secret-1', host: api.url, ...settings }
  await driveDestination(statsig, all).batch('trackEvent', [trackCall(event)])
  return (api.requests.at(-1)?.body as { events: Record<string, unknown>[] } | undefined)?.events[0]
}

describe('ids', () => {
  it('follow the identity mapping', async () => {
    const event = { context: { groupId: 'company-1' } }
    const expected = { user: { userID: 'user-1', customIDs: { companyID: 'company-1' } } }
    const text = 'userID=userId, companyID=context.groupId'
    expect(await sent(event, { identityMapping: text })).toMatchObject(expected)
  })

  it('in statsigCustomIDs win over mapped ones, and are not metadata', async () => {
    const properties = { statsigCustomIDs: ['stableID', 'stable-1', 'companyID', 'company-1'] }
    expect(await sent({ properties })).toMatchObject({
      user: { userID: 'user-1', customIDs: { stableID: 'stable-1', companyID: 'company-1' } },
      metadata: { segmentMessageId: 'message-1' },
    })
  })

  it('of one kind never stand in for another', async () => {
    expect(await sent({ userId: null })).toMatchObject({
      user: { customIDs: { stableID: 'anon-1' } },
    })
    expect(await sent({ userId: null }, { identityMapping: 'userID=userId' })).toBeUndefined()
  })
})

describe('attributes', () => {
  const context = {
    ip: '1.2.3.4',
    userAgent: 'Mozilla/5.0',
    locale: 'fr-FR',
    location: { country: 'FR' },
    app: { version: '1.2.3' },
    traits: { email: 'a@example.com' },
  }

  it('come from the context, without the e-mail address', async () => {
    const { user } = (await sent({ context })) ?? {}
    expect(user).toEqual({
      userID: 'user-1',
      customIDs: { stableID: 'anon-1' },
      ip: '1.2.3.4',
      userAgent: 'Mozilla/5.0',
      locale: 'fr-FR',
      country: 'FR',
      appVersion: '1.2.3',
    })
  })

  it('have the e-mail address where the setting asks for it', async () => {
    expect(await sent({ context }, { sendEmail: true })).toMatchObject({
      user: { email: 'a@example.com' },
    })
  })

  it('take statsigCustom and the environment from the event, else from the setting', async () => {
    const properties = {
      statsigCustom: ['plan', 'pro', 'seats', 5],
      statsigEnvironment: { tier: 'staging' },
    }
    expect(await sent({ properties }, { environment: 'development' })).toMatchObject({
      user: { custom: { plan: 'pro', seats: 5 }, statsigEnvironment: { tier: 'staging' } },
    })
    expect(await sent({ properties: {} }, { environment: 'development' })).toMatchObject({
      user: { statsigEnvironment: { tier: 'development' } },
    })
  })
})

describe('names', () => {
  it.each([
    ['plain', 'Order Completed', 'page::Home'],
    ['segment::', 'segment::Order Completed', 'segment::page::Home'],
    ['segment_track:', 'segment_track:Order Completed', 'segment_page:Home'],
  ])('in the format %s', async (eventNameFormat, track, page) => {
    expect(await sent({}, { eventNameFormat })).toMatchObject({ eventName: track })
    const home = { type: 'page', event: undefined, name: 'Home' } as const
    expect(await sent(home, { eventNameFormat })).toMatchObject({ eventName: page })
  })

  it('that the filter holds back are not sent', async () => {
    const settings = { include: 'Order *, Sign*', exclude: '*Cancelled' }
    expect(await sent({}, settings)).toMatchObject({ eventName: 'Order Completed' })
    expect(await sent({ event: 'Order Cancelled' }, settings)).toBeUndefined()
    expect(await sent({ event: 'Viewed' }, settings)).toBeUndefined()
  })
})
