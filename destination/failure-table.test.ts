/**
 * The scenarios in which Segment's own experimentation destinations lose, misattribute or silently
 * accept, for every platform that has the face.
 */
import { platforms } from '../platforms'
import { acme } from '../platforms/acme'
import { launchdarkly } from '../platforms/launchdarkly'
import { statsig } from '../platforms/statsig'
import { defineDestination } from './define-destination'
import { describeAudienceTruth, type ListFaceUnderTest } from './testing/audience-truth'
import { contractsFolder, membershipsByManifest, openApiProblems } from './testing/contracts'
import { destinationExample } from './testing/destination-example'
import { driveDestination } from './testing/drive-destination'
import { describeFailingUpstream, type FaceUnderTest } from './testing/failing-upstream'
import { type FakePlatform, type RecordedRequest, startFakePlatform } from './testing/fake-platform'
import { audienceCall, trackCall } from './testing/segment-test-events'

const LAUNCHDARKLY_MANIFESTS = 'launchdarkly-synced-segment-manifests.json'
const STATSIG_CONTRACTS = ['statsig-httpopenapi.json', 'statsig-console-segments.openapi.json']

/** A good event of each action, each index another unit. */
function eventFor(action: string, index: number, extra: Readonly<Record<string, unknown>>) {
  const shared = { userId: `user-${index}`, messageId: `message-${index}` }
  if (action === 'syncAudience') return audienceCall({ userId: shared.userId })
  if (action === 'identifyUser') {
    const traits = { plan: 'pro', ...extra }
    return trackCall({
      ...shared,
      type: 'identify',
      event: undefined,
      properties: undefined,
      traits,
    })
  }
  if (action === 'trackExposure') {
    const properties = { experiment_id: 'checkout', variation_id: 'b', ...extra }
    return trackCall({ ...shared, event: 'Experiment Viewed', properties })
  }
  return trackCall({ ...shared, properties: { revenue: 5, ...extra } })
}

/** Every platform that is in the list, and Acme, so that a new one is tried without a line here. */
const faces: (FaceUnderTest & { face: string; extra: readonly string[] })[] = [...platforms, acme]
  .filter(({ events, lists }) => events ?? lists)
  .flatMap((platform) => {
    const { settings, properties } = destinationExample(platform.id)
    const extra = Object.keys(properties)
    return Object.keys(defineDestination(platform).actions).map((action) => ({
      face: `${platform.name} ${action}`,
      platform,
      settings,
      action,
      extra,
      event: (index: number) => eventFor(action, index, properties),
    }))
  })

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
      for (const key of face.extra) {
        if (nobody.properties != null) delete nobody.properties[key]
        if (nobody.traits != null) delete nobody.traits[key]
      }
      const nodes = await driven.batch(face.action, [face.event(1), nobody, face.event(3)])
      const sent = { status: 200, body: { outcome: 'sent' } }
      const missing = { status: 400, errormessage: expect.stringMatching(/^\[NO_UNIT\]/) }
      expect(nodes).toEqual([sent, missing, sent])
      expect(JSON.stringify(api.requests)).not.toContain('user-2')
    })
  })
})

/** What is wrong with an event that the platform would swallow, by action. */
const BAD = {
  trackEvent: { make: { event: '' }, named: /^\[MALFORMED\] / },
  trackExposure: { make: { properties: { experiment_id: 'checkout' } }, named: /^\[MALFORMED\] / },
  identifyUser: { make: { traits: { plan: 'pro' } }, named: /^\[NO_UNIT\] / },
  syncAudience: { make: { traits: {} }, named: /^\[NO_MEMBERSHIP\] / },
}

describe.each(faces)('$face, a 202 that hides a bad event', (face) => {
  let api: FakePlatform
  beforeEach(async () => {
    api = await startFakePlatform()
  })
  afterEach(() => api.close())

  it('is not believed: the bad one is named, and never sent', async () => {
    const driven = driveDestination(face.platform, { ...face.settings, host: api.url })
    const { make, named } = BAD[face.action as keyof typeof BAD]
    const bad = { ...face.event(2), ...make }
    const nodes = await driven.batch(face.action, [face.event(1), bad, face.event(3)])
    const sent = { status: 200, body: { outcome: 'sent' } }
    expect(nodes).toEqual([sent, { status: 400, errormessage: expect.stringMatching(named) }, sent])
    expect(JSON.stringify(api.requests)).not.toContain('user-2')
  })
})

it('believes no 202 of Statsig that says success: false', async () => {
  const api = await startFakePlatform()
  api.answer = () => ({ status: 202, body: { success: false } })
  const driven = driveDestination(statsig, { serverSecret: 'secret-1', host: api.url })
  const nodes = await driven.batch('trackEvent', [trackCall(), trackCall()])
  await api.close()
  const busy = { status: 503, errormessage: '[UPSTREAM_BUSY] The answer says success: false.' }
  expect(nodes).toEqual([busy, busy])
})

const lists: (ListFaceUnderTest & { face: string })[] = [
  {
    face: 'Statsig lists',
    platform: statsig,
    settings: destinationExample('statsig').settings,
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
    settings: destinationExample('launchdarkly').settings,
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
    settings: destinationExample('acme').settings,
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
