import fc from 'fast-check'
import { segmentCalls } from '../plugins/segment-calls'
import { sightingOf } from '../plugins/sighting-of'
import { tap } from '../plugins/tap'
import { webhookFixtures } from '../testing/webhook-fixtures'
import { aVsB } from './a-vs-b/browser'
import { native as acmeNative } from './acme/native'
import { amplitude } from './amplitude/browser'
import { kameleoon } from './kameleoon/browser'
import { launchdarkly } from './launchdarkly/browser'
import { nativeExposureOf } from './native-exposure-of'
import type { NativeEvent } from './native-face'
import { nativeFaces } from './native-faces'
import type { BrowserAdapter } from './platform'
import { posthog } from './posthog/browser'
import { split } from './split/browser'
import { statsig } from './statsig/browser'

type Heard = ReturnType<typeof sightingOf>

type Call = { event?: string } & Partial<Omit<NativeEvent, 'name'>>

const faces = [...nativeFaces, acmeNative]
const read = ({ event, properties = {}, context = {}, ...ids }: Call) =>
  nativeExposureOf({ name: event, properties, context, ...ids }, faces)

describe('a recorded webhook', () => {
  /** What the source function made of each item, in both forms. */
  const items = faces.flatMap(({ platform }) =>
    webhookFixtures(platform).flatMap(({ name, expected }) =>
      expected.native.flatMap((native, index) => {
        const standard = expected.standard[index]
        if ('status' in native || standard === undefined || native[0]?.event === undefined)
          return []
        return [{ platform, item: `${name} ${index}`, native: native[0] as Call, standard }]
      }),
    ),
  )
  /** Items of which the native form does not say whom it was about. */
  const unitUnknown = ['units 2']

  it.each(items)('$platform $item says the same in native and in standard form', (row) => {
    const { platform, item, native, standard } = row
    const seen = read(native)
    if ('status' in standard) {
      expect(seen).toEqual({ platform, drop: (standard as { reason: string }).reason })
      return
    }
    const [call] = standard
    if (call?.event !== 'Experiment Viewed') {
      expect(seen).toBeUndefined()
      return
    }
    const { properties = {} } = call
    const unit = { kind: properties.experiment_unit_kind, id: properties.experiment_unit_id }
    expect(seen).toMatchObject({
      platform,
      exposure: {
        kind: properties.experiment_kind,
        experimentId: properties.experiment_id,
        variationId: properties.variation_id,
        unit: unitUnknown.includes(item) ? undefined : unit,
      },
    })
  })
})

describe('an evaluation in the browser', () => {
  const text = fc.string({ minLength: 1 })
  const number = fc.integer({ min: 1 })
  const heardBy = (adapter: BrowserAdapter, evaluate: () => void): Heard[] => {
    const heard: Heard[] = []
    adapter((platform, evaluation) => {
      heard.push(sightingOf(platform, evaluation, false))
    }, tap)
    evaluate()
    return heard
  }
  beforeAll(() => Object.assign(globalThis, { navigator: { userAgent: 'Chrome' } }))
  /** Each SDK as far as its adapter uses it. */
  const sdks: [
    string,
    (experiment: string, variation: string, unit: string, n: number) => Heard[],
  ][] = [
    [
      'a-vs-b',
      (experiment_id, variation_id) => {
        const avsb: Parameters<typeof aVsB>[0] = {}
        const names = { experiment_name: 'name', variation_name: 'b' }
        return heardBy(aVsB(avsb), () =>
          avsb?.onEvent?.({
            experiment_id,
            variation_id,
            ...names,
            event_name: 'experiment_viewed',
          }),
        )
      },
    ],
    [
      'amplitude',
      (flag_key, variant, user_id) => {
        let track: (event: object) => boolean = () => false
        const client = {
          integrationManager: {},
          getUser: () => ({ user_id }),
          addPlugin: (plugin: { track: typeof track }) => {
            track = plugin.track
          },
        }
        return heardBy(amplitude(client), () => track({ eventProperties: { flag_key, variant } }))
      },
    ],
    [
      'kameleoon',
      (featureKey, key, visitorCode, n) => {
        let hear: (evaluation: unknown) => void = () => {}
        const client = {
          onEvent: (_: unknown, listener: (evaluation: never) => void) => {
            hear = listener as typeof hear
          },
        }
        const variation = { experimentId: n, id: n + 1, key }
        return heardBy(kameleoon(client, { visitorCode, company: 'Shop' }), () =>
          hear({ featureKey, variation }),
        )
      },
    ],
    [
      'launchdarkly',
      (flagKey, value, key, n) => {
        let evaluated: (evaluation: object, data: object, detail: object) => void = () => {}
        const client = {
          addHook: (hook: { afterEvaluation: unknown }) => {
            evaluated = hook.afterEvaluation as typeof evaluated
          },
        }
        const reason = { kind: 'FALLTHROUGH', inExperiment: n % 2 === 0 }
        const context = { kind: 'user', key }
        return heardBy(launchdarkly(client), () =>
          evaluated({ flagKey, context }, {}, { value, variationIndex: n, reason }),
        )
      },
    ],
    [
      'posthog',
      ($feature_flag, response, distinct_id, n) => {
        let capture: (event: object) => void = () => {}
        const client = {
          get_distinct_id: () => distinct_id,
          on: (_: 'eventCaptured', listener: typeof capture) => {
            capture = listener
            return () => {}
          },
        }
        const properties = { $feature_flag, $feature_flag_response: n % 2 === 0 ? response : true }
        return heardBy(posthog(client), () =>
          capture({ event: '$feature_flag_called', properties }),
        )
      },
    ],
    [
      'split',
      (feature, treatment, keyName, time) => {
        const adapter = split()
        return heardBy(adapter, () =>
          adapter.logImpression({ impression: { feature, treatment, keyName, time } }),
        )
      },
    ],
    [
      'statsig',
      (name, ruleID, userID) => {
        const overrideAdapter: { getExperimentOverride?(...evaluated: object[]): void } = {}
        const user = { userID }
        const client = { overrideAdapter, getContext: () => ({ user }), getExperiment: () => ({}) }
        const evaluated = { name, ruleID, groupName: 'B', idType: 'userID' }
        return heardBy(statsig(client), () =>
          overrideAdapter.getExperimentOverride?.(evaluated, user),
        )
      },
    ],
  ]

  it('is tried for every vendor that has a native form', () => {
    expect(sdks.map(([platform]) => platform)).toEqual(
      nativeFaces.map(({ platform }) => platform).sort(),
    )
  })

  it.each(sdks)('of %s is the same exposure after its native form', (platform, evaluate) => {
    fc.assert(
      fc.property(text, text, text, number, (experiment, variation, unit, n) => {
        const [sighting] = evaluate(experiment, variation, unit, n)
        fc.pre(typeof sighting === 'object')
        const anonymous = { kind: 'anonymous', id: 'visitor' }
        const exposure = { key: '', ...sighting, unit: sighting.unit ?? anonymous } as const
        const [call] = segmentCalls(exposure, { eventForm: 'native' })
        const [event, properties, options] = call ?? []
        const { context } = options ?? {}
        const seen = read({ event, properties, context, anonymousId: 'visitor' } as Call)
        expect(seen).toMatchObject({
          platform,
          exposure: {
            kind: exposure.kind,
            experimentId: exposure.experimentId,
            variationId: exposure.variationId,
            unit: exposure.unit,
          },
        })
      }),
    )
  })
})

it.each([
  ['A vs B', { event: 'avsb_experiment', properties: { event_name: 'purchase' } }],
  ['LaunchDarkly', { event: 'feature', properties: { key: 'k' } }],
  ['Kameleoon', { event: '[Shop] Experiment', properties: { name: 'n' } }],
  ['Amplitude', { event: '$exposure', properties: {} }],
  ['nobody', { event: 'Order Completed', properties: { experimentId: 1, variationId: 2 } }],
])("leaves alone an event that only looks like %s's", (_, event) => {
  expect(read(event)).toBeUndefined()
})
