/** What every list face must make of memberships: shared by the tests of all platforms. */
import type { Platform } from '../../platforms/platform'
import type { SettingValues } from '../../platforms/setting'
import { type Driven, driveDestination } from './drive-destination'
import { type FakePlatform, type RecordedRequest, startFakePlatform } from './fake-platform'
import { audienceCall } from './segment-test-events'

export interface ListFaceUnderTest {
  platform: Platform
  settings: SettingValues
  /** Memberships that a platform has after a request, as `list/unit`. */
  apply(request: RecordedRequest, members: Map<string, boolean>): void
  /** The id of the list for an audience key. */
  listOf(key: string): string
  /** Requests that one audience's additions and removals need. */
  requestsForAddAndRemove: number
}

const SENT = { status: 200, body: { outcome: 'sent' } }
const SUPERSEDED = {
  status: 200,
  body: {
    outcome: 'dropped',
    reason: 'SUPERSEDED',
    detail: 'Something newer decides for this list and unit.',
  },
}
const NO_MEMBERSHIP = {
  status: 400,
  errormessage: '[NO_MEMBERSHIP] The event does not say whether the unit is in or out.',
}
const EARLIER = '2026-11-21T09:00:00.000Z'
const LATER = '2026-11-21T11:00:00.000Z'

export function describeAudienceTruth(face: ListFaceUnderTest): void {
  describe('a batch of memberships', () => {
    let api: FakePlatform
    let driven: Driven
    beforeEach(async () => {
      api = await startFakePlatform()
      api.answer = () => ({ status: 200, body: {} })
      driven = driveDestination(face.platform, { ...face.settings, host: api.url })
    })
    afterEach(() => api.close())

    const send = (events: ReturnType<typeof audienceCall>[]) => driven.batch('syncAudience', events)
    /** What the platform holds after all requests, in their order. */
    const members = () => {
      const held = new Map<string, boolean>()
      for (const request of api.requests) face.apply(request, held)
      return Object.fromEntries(held)
    }
    const at = (key: string, unit: string) => `${face.listOf(key)}/${unit}`

    it('goes out with an id missing in one of three, and the other two arrive', async () => {
      const nodes = await send([
        audienceCall({ userId: 'u1' }),
        audienceCall({ userId: null }),
        audienceCall({ userId: 'u3', member: false }),
      ])
      const kind = face.platform.lists?.unitKind
      const missing = { status: 400, errormessage: `[NO_UNIT] The event has no ${kind}.` }
      expect(nodes).toEqual([SENT, missing, SENT])
      expect(members()).toEqual({
        [at('big_spenders', 'u1')]: true,
        [at('big_spenders', 'u3')]: false,
      })
      expect(api.requests).toHaveLength(face.requestsForAddAndRemove)
    })

    it('treats an empty and a blank id as missing', async () => {
      const nodes = await send([audienceCall({ userId: '' }), audienceCall({ userId: '  ' })])
      expect(nodes).toMatchObject([{ status: 400 }, { status: 400 }])
      expect(api.requests).toEqual([])
    })

    it('keeps two audiences apart', async () => {
      const nodes = await send([
        audienceCall({ key: 'list_one', userId: 'u1' }),
        audienceCall({ key: 'list_two', userId: 'u2' }),
      ])
      expect(nodes).toEqual([SENT, SENT])
      expect(members()).toEqual({ [at('list_one', 'u1')]: true, [at('list_two', 'u2')]: true })
      expect(api.requests).toHaveLength(2)
    })

    it('sends the same user once, and answers for both events', async () => {
      const nodes = await send([
        audienceCall({ userId: 'u1' }),
        audienceCall({ userId: 'u1', via: 'track' }),
      ])
      expect(nodes).toEqual([SENT, SENT])
      expect(JSON.stringify(api.requests[0]?.body).split('u1')).toHaveLength(2)
    })

    it('leaves a user who exits and enters inside', async () => {
      const nodes = await send([
        audienceCall({ userId: 'u1', member: false, at: EARLIER }),
        audienceCall({ userId: 'u1', member: true, at: LATER }),
      ])
      expect(nodes).toEqual([SUPERSEDED, SENT])
      expect(members()).toEqual({ [at('big_spenders', 'u1')]: true })
    })

    it('lets the latest event time decide, not the order of arrival', async () => {
      const nodes = await send([
        audienceCall({ userId: 'u1', member: false, at: LATER }),
        audienceCall({ userId: 'u1', member: true, at: EARLIER }),
      ])
      expect(nodes).toEqual([SENT, SUPERSEDED])
      expect(members()).toEqual({ [at('big_spenders', 'u1')]: false })
    })

    it('does not let an older batch that was held up undo a newer one', async () => {
      await send([audienceCall({ userId: 'u1', member: false, at: LATER })])
      const nodes = await send([audienceCall({ userId: 'u1', member: true, at: EARLIER })])
      expect(nodes).toEqual([SUPERSEDED])
      expect(members()).toEqual({ [at('big_spenders', 'u1')]: false })
    })

    it('does not remove because of a computed trait', async () => {
      const trait = audienceCall({ computationClass: 'trait', member: 'gold' })
      expect(await send([trait, audienceCall({ userId: 'u2' })])).toMatchObject([
        { status: 400 },
        SENT,
      ])
      expect(members()).toEqual({ [at('big_spenders', 'u2')]: true })
    })

    it('does not remove because the boolean is missing', async () => {
      expect(await send([audienceCall({ member: undefined })])).toEqual([NO_MEMBERSHIP])
      expect(api.requests).toEqual([])
    })

    it('adds whoever reaches a journey step, with and without a boolean', async () => {
      const step = { computationClass: 'journey_step', key: 'step_one', via: 'track' } as const
      const nodes = await send([
        audienceCall({ ...step, userId: 'u1', member: undefined }),
        audienceCall({ ...step, userId: 'u2', member: 'true' }),
      ])
      expect(nodes).toEqual([SENT, SENT])
      expect(members()).toEqual({ [at('step_one', 'u1')]: true, [at('step_one', 'u2')]: true })
    })

    it('reads the text "true" as in, and the text "false" as nothing', async () => {
      const nodes = await send([
        audienceCall({ userId: 'u1', member: 'true' }),
        audienceCall({ userId: 'u2', member: 'false' }),
      ])
      expect(nodes).toEqual([SENT, NO_MEMBERSHIP])
      expect(members()).toEqual({ [at('big_spenders', 'u1')]: true })
    })

    it('prefers the list that Segment created', async () => {
      await send([audienceCall({ userId: 'u1', listId: 'created_list' })])
      expect(members()).toEqual({ 'created_list/u1': true })
    })

    it('holds back a unit of another kind than the list holds', async () => {
      const event = audienceCall({ userId: 'u1', unitKindOfList: 'companyID' })
      const kind = face.platform.lists?.unitKind
      expect(await send([event])).toEqual([
        {
          status: 400,
          errormessage: `[WRONG_UNIT_KIND] The list holds companyID, the mapping gives ${kind}.`,
        },
      ])
      expect(api.requests).toEqual([])
    })

    it('is answered for a single event as well', async () => {
      expect(await driven.single('syncAudience', audienceCall())).toEqual({ outcome: 'sent' })
      await expect(
        driven.single('syncAudience', audienceCall({ member: undefined })),
      ).rejects.toMatchObject({ status: 400, message: NO_MEMBERSHIP.errormessage })
    })
  })
}
