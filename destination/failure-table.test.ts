/**
 * The scenarios in which Segment's own experimentation destinations lose, misattribute or silently
 * accept, for every platform that has the face.
 */
import { acme } from '../platforms/acme'
import { kameleoon } from '../platforms/kameleoon'
import { launchdarkly } from '../platforms/launchdarkly'
import { statsig } from '../platforms/statsig'
import { describeAudienceTruth, type ListFaceUnderTest } from './testing/audience-truth'
import { contractsFolder, membershipsByManifest, openApiProblems } from './testing/contracts'
import { driveDestination } from './testing/drive-destination'
import { describeFailingUpstream, type FaceUnderTest } from './testing/failing-upstream'
import { type FakePlatform, type RecordedRequest, startFakePlatform } from './testing/fake-platform'
import { audienceCall, trackCall } from './testing/segment-test-events'

const STATSIG = { serverSecret: 'secret-1', consoleKey: 'console-1' }
const LAUNCHDARKLY = { clientSideId: '5f0000000000000000000001', apiToken: 'api-1' }
const LAUNCHDARKLY_MANIFESTS = 'launchdarkly-synced-segment-manifests.json'
const KAMELEOON = { apiKey: btoa('{"client_id":"a","client_secret":"b"}'), siteCode: '0123456789' }
const STATSIG_CONTRACTS = ['statsig-httpopenapi.json', 'statsig-console-segments.openapi.json']
const ACME = { apiKey: 'acme-1' }

const purchase = (index: number) =>
  trackCall({
    userId: `user-${index}`,
    messageId: `message-${index}`,
    properties: { revenue: 5, kameleoonVisitorCode: `visitor-${index}` },
  })
const viewed = (index: number) =>
  trackCall({
    event: 'Experiment Viewed',
    userId: `user-${index}`,
    properties: { experiment_id: 'checkout', variation_id: 'b' },
  })
const identified = (index: number) =>
  trackCall({
    type: 'identify',
    event: undefined,
    userId: `user-${index}`,
    properties: undefined,
    traits: { plan: 'pro', kameleoonVisitorCode: `visitor-${index}` },
  })
const entered = (index: number) => audienceCall({ userId: `user-${index}` })

const faces: (FaceUnderTest & { face: string })[] = [
  {
    face: 'Statsig events',
    platform: statsig,
    settings: STATSIG,
    action: 'trackEvent',
    event: purchase,
  },
  {
    face: 'Statsig exposures',
    platform: statsig,
    settings: STATSIG,
    action: 'trackExposure',
    event: viewed,
  },
  {
    face: 'Statsig lists',
    platform: statsig,
    settings: STATSIG,
    action: 'syncAudience',
    event: entered,
  },
  {
    face: 'LaunchDarkly events',
    platform: launchdarkly,
    settings: LAUNCHDARKLY,
    action: 'trackEvent',
    event: purchase,
  },
  {
    face: 'LaunchDarkly lists',
    platform: launchdarkly,
    settings: LAUNCHDARKLY,
    action: 'syncAudience',
    event: entered,
  },
  {
    face: 'Kameleoon events',
    platform: kameleoon,
    settings: KAMELEOON,
    action: 'trackEvent',
    event: purchase,
  },
  {
    face: 'Kameleoon attributes',
    platform: kameleoon,
    settings: KAMELEOON,
    action: 'identifyUser',
    event: identified,
  },
  { face: 'Acme events', platform: acme, settings: ACME, action: 'trackEvent', event: purchase },
  {
    face: 'Acme exposures',
    platform: acme,
    settings: ACME,
    action: 'trackExposure',
    event: viewed,
  },
  { face: 'Acme lists', platform: acme, settings: ACME, action: 'syncAudience', event: entered },
]

describe.each(faces)('$face', (face) => {
  describeFailingUpstream(face)

  describe('an event without an id', () => {
    let api: FakePlatform
    beforeEach(async () => {
      api = await startFakePlatform()
    })
    afterEach(() => api.close())

    it.each([null, '', ' '])('is named among its good neighbours (%j)', async (id) => {
      const driven = driveDestination(face.platform, { ...face.settings, host: api.url })
      const nobody = { ...face.event(2), userId: id, anonymousId: id }
      if (nobody.properties != null) delete nobody.properties.kameleoonVisitorCode
      if (nobody.traits != null) delete nobody.traits.kameleoonVisitorCode
      const nodes = await driven.batch(face.action, [face.event(1), nobody, face.event(3)])
      const sent = { status: 200, body: { outcome: 'sent' } }
      const missing = { status: 400, errormessage: expect.stringMatching(/^\[NO_UNIT\]/) }
      expect(nodes).toEqual([sent, missing, sent])
      expect(JSON.stringify(api.requests)).not.toContain('user-2')
    })
  })
})

const lists: (ListFaceUnderTest & { face: string })[] = [
  {
    face: 'Statsig lists',
    platform: statsig,
    settings: STATSIG,
    listOf: (key) => key,
    requestsForAddAndRemove: 2,
    apply(request, members) {
      const { method, path, body } = request
      const list = path.split('/')[4]
      for (const id of (body as { ids: string[] }).ids)
        members.set(`${list}/${id}`, method === 'PATCH')
      expect(openApiProblems(STATSIG_CONTRACTS, [request])).toEqual([])
    },
  },
  {
    face: 'LaunchDarkly lists',
    platform: launchdarkly,
    settings: LAUNCHDARKLY,
    listOf: (key) => `aud_${key}`,
    requestsForAddAndRemove: 1,
    apply({ body }, members) {
      const { batch } = body as { batch: { userId: string; cohortId: string; value: boolean }[] }
      const held = batch.map(
        ({ userId, cohortId, value }) => [`${cohortId}/${userId}`, value] as const,
      )
      for (const [key, value] of held) members.set(key, value)
      const read = membershipsByManifest(LAUNCHDARKLY_MANIFESTS, 'segment-audiences', body)
      if (contractsFolder !== undefined) expect(read).toEqual(Object.fromEntries(held))
    },
  },
  {
    face: 'Acme lists',
    platform: acme,
    settings: ACME,
    listOf: (key) => key,
    requestsForAddAndRemove: 1,
    apply({ path, body }: RecordedRequest, members) {
      const { add, remove } = body as { add: string[]; remove: string[] }
      const list = path.split('/').at(-1)
      for (const id of add) members.set(`${list}/${id}`, true)
      for (const id of remove) members.set(`${list}/${id}`, false)
    },
  },
]

describe.each(lists)('$face', (face) => {
  describeAudienceTruth(face)
})
