import { join } from 'node:path'
import type { SegmentEvent } from '@segment/actions-core'
import { transform } from 'esbuild'
import { kameleoon } from '../../platforms/kameleoon'
import { launchdarkly } from '../../platforms/launchdarkly'
import type { Platform } from '../../platforms/platform'
import type { SettingValues } from '../../platforms/setting'
import { statsig } from '../../platforms/statsig'
import { destinationFunction } from '../../scripts/build/destination-functions'
import { driveDestination, type Node } from '../testing/drive-destination'
import { type Answer, type FakePlatform, startFakePlatform } from '../testing/fake-platform'
import { type LoadedFunction, loadFunction } from '../testing/load-function'
import { audienceCall, trackCall } from '../testing/segment-test-events'

const root = join(__dirname, '../..')
const MAX_BYTES = 64 * 1024
const visit = { kameleoonVisitorCode: 'visitor-1' }

const targets: { platform: Platform; settings: SettingValues }[] = [
  { platform: statsig, settings: { serverSecret: 'secret-1', consoleKey: 'console-1' } },
  { platform: launchdarkly, settings: { clientSideId: 'c1', apiToken: 'api-1' } },
  {
    platform: kameleoon,
    settings: { apiKey: btoa('{"client_id":"a","client_secret":"b"}'), siteCode: '0123456789' },
  },
]

/** Good ones, bad ones, and some for every action. */
const EVENTS: SegmentEvent[] = [
  trackCall({ properties: { ...visit, revenue: 25.5, items: ['a'] } }),
  trackCall({ userId: '', anonymousId: null, properties: {} }),
  trackCall({ type: 'page', event: undefined, name: 'Home', properties: visit }),
  trackCall({ event: '$bad', properties: visit }),
  trackCall({ type: 'screen', event: undefined, name: 'Main', properties: visit }),
  trackCall({ type: 'group', event: undefined, groupId: 'g', traits: visit }),
  trackCall({ type: 'identify', event: undefined, traits: { ...visit, plan: 'pro' } }),
  trackCall({
    event: 'Experiment Viewed',
    properties: { experiment_id: 'checkout', variation_id: 'b' },
  }),
  trackCall({ event: 'feature', properties: { key: 'new_nav', variation: 1 } }),
  trackCall({ event: 'statsig::gate_exposure', properties: { metadata: { gate: 'a' } } }),
  audienceCall({ userId: 'u1' }),
  audienceCall({ userId: 'u1', member: false, at: '2026-11-21T09:00:00.000Z' }),
  audienceCall({ userId: 'u2', member: undefined, via: 'track' }),
  audienceCall({ userId: 'u3', member: false, key: 'other_list' }),
]

describe.each(targets)('$platform.name as a destination function', ({ platform, settings }) => {
  let script: string
  let api: FakePlatform
  beforeAll(async () => {
    script = await destinationFunction(root, platform.id)
  })
  beforeEach(async () => {
    api = await startFakePlatform()
  })
  afterEach(() => api.close())

  const recorded = () => {
    const requests = api.requests.map(({ method, path, headers, body }) => {
      const kept = Object.entries(headers).filter(([name]) => /key|auth|launch|segment/.test(name))
      return JSON.stringify([method, path, Object.fromEntries(kept), body])
    })
    api.requests.length = 0
    return requests.sort()
  }

  it.each<[string, Answer]>([
    ['accepts', { status: 200 }],
    ['is busy', { status: 503 }],
    ['limits the rate', { status: 429, headers: { 'retry-after': '3' } }],
    ['refuses the key', { status: 401 }],
    ['resets the connection', 'reset'],
  ])(
    'sends and answers what the Actions destination does when the platform %s',
    async (_, answer) => {
      api.answer = () => answer
      const all = { ...settings, host: api.url }
      const actions = await worstOfActions(platform, all)
      const byActions = recorded()
      const byFunction = await loadFunction(script).onBatch(EVENTS, all)
      expect(byFunction).toEqual(actions)
      expect(recorded()).toEqual(byActions)
    },
  )

  it('throws what Segment retries as RetryError and the rest as final errors', async () => {
    const loaded = loadFunction(script)
    const all = { ...settings, host: api.url }
    const good = trackCall({ properties: visit })
    await expect(loaded.onTrack(good, all)).resolves.toBeUndefined()
    api.answer = () => ({ status: 500 })
    await expect(loaded.onTrack(good, all)).rejects.toMatchObject({ name: 'RetryError' })
    api.answer = () => ({ status: 401 })
    await expect(loaded.onTrack(good, all)).rejects.toMatchObject({ name: 'ValidationError' })
    const nobody = trackCall({ userId: '', anonymousId: '', properties: {} })
    await expect(loaded.onTrack(nobody, all)).rejects.toMatchObject({
      name: 'InvalidEventPayload',
      message: expect.stringMatching(/^\[NO_UNIT\]/),
    })
  })

  it('ends a call that hangs before Segment does', async () => {
    api.answer = () => 'hang'
    const started = Date.now()
    const loaded: LoadedFunction = loadFunction(script)
    const call = loaded.onTrack(trackCall({ properties: visit }), { ...settings, host: api.url })
    await expect(call).rejects.toMatchObject({
      name: 'RetryError',
      message: '[UPSTREAM_TIMEOUT] No answer in time.',
    })
    expect(Date.now() - started).toBeLessThan(5_000)
  })

  it('is one vendor, a plain script, and at most 64 KB minified', async () => {
    const others = targets.filter((target) => target.platform !== platform)
    const forbidden = [
      /^(import|export)[\s{*]/,
      /\b(AbortController|AbortSignal|TextEncoder|process|require)\b/,
      ...others.map((other) => new RegExp(other.platform.name)),
    ]
    const breaches = script.split('\n').filter((line) => forbidden.some((rule) => rule.test(line)))
    expect(breaches).toEqual([])
    const { code } = await transform(script, { minify: true })
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(MAX_BYTES)
  })
})

/** What the Actions destination answers for each event, from all of its presets. */
async function worstOfActions(platform: Platform, settings: SettingValues) {
  const driven = driveDestination(platform, settings)
  const unmatched = 'Payload is either invalid or does not match the subscription'
  const perAction = await Promise.all(
    Object.keys(driven.definition.actions).map((action) => driven.batch(action, EVENTS)),
  )
  return EVENTS.map((_, index) => {
    const nodes = perAction
      .map((batch) => batch[index])
      .filter((node): node is Node => node !== undefined && node.errormessage !== unmatched)
    const node = nodes.sort((a, b) => b.status - a.status)[0]
    if (node === undefined) {
      const errormessage = 'EventNotSupported: no action of this destination takes such an event.'
      return { status: 400, errormessage }
    }
    return { status: node.status, errormessage: node.errormessage ?? describeBody(node.body) }
  })
}

function describeBody(body: unknown): string {
  const { outcome, reason, detail } = body as { outcome: string; reason: string; detail: string }
  return outcome === 'sent' ? 'sent' : `[${reason}] ${detail}`
}
