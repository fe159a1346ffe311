import { parseFql, validate } from '@segment/destination-subscriptions'
import { nativeExposureOf } from '../platforms/native-exposure-of'
import { nativeFaces } from '../platforms/native-faces'
import { statsig } from '../platforms/statsig'
import { webhookFixtures } from '../testing/webhook-fixtures'
import { defineDestination } from './define-destination'

type SegmentEvent = Parameters<typeof validate>[1] & object

const { actions } = defineDestination(statsig)
const takes = (action: string, event: SegmentEvent) =>
  validate(parseFql(actions[action]?.defaultSubscription ?? ''), event)

const recorded = nativeFaces
  .flatMap(({ platform }) => webhookFixtures(platform))
  .flatMap(({ expected }) => [...expected.native, ...expected.standard])
  .flatMap((calls) => ('status' in calls ? [] : calls))

const nearMisses = [
  { type: 'track', event: 'feature', properties: { key: 'k' } },
  { type: 'track', event: 'avsb_experiment', properties: { event_name: 'purchase' } },
  { type: 'track', event: '[Shop] Experiment', properties: {} },
  { type: 'track', event: 'Order Completed', properties: { experimentId: 1, variationId: 2 } },
  { type: 'page', name: 'Experiment Viewed', properties: {} },
  { type: 'screen', name: 'feature', properties: { key: 'k', version: 1 } },
]
const inBrowsers = [
  { type: 'track', event: 'avsb_experiment', properties: { event_name: 'experiment_viewed' } },
  { type: 'track', event: 'feature', properties: { key: 'k', variation: 0 } },
  { type: 'track', event: 'Experiment viewed', properties: { experimentId: 1 } },
  { type: 'track', event: '$feature_flag_called', properties: {} },
]

it.each([...recorded, ...nearMisses, ...inBrowsers])(
  'one action takes $type $event $properties, and only one',
  (call) => {
    const event = call as unknown as SegmentEvent
    const { type, event: name, properties = {} } = call as (typeof recorded)[number]
    const isExposure =
      type === 'track' &&
      (name === 'Experiment Viewed' ||
        nativeExposureOf({ name, properties, context: {} }) !== undefined)
    expect(takes('trackExposure', event)).toBe(isExposure)
    expect(takes('trackEvent', event)).toBe(!isExposure)
  },
)

it.each([
  { type: 'identify', traits: {} },
  { type: 'track', event: 'Audience Entered', properties: {} },
  { type: 'track', event: 'a', context: { personas: { computation_class: 'audience' } } },
])('neither takes %j', (event) => {
  expect(takes('trackEvent', event as SegmentEvent)).toBe(false)
  expect(takes('trackExposure', event as SegmentEvent)).toBe(false)
})
