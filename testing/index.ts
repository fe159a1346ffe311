/** `segment-experiments/testing`: signing, recorded webhooks, and the suite that each platform passes. */
export { alphabetise } from './alphabetise'
export {
  type Answer,
  type RecordedPost,
  type SegmentRecorder,
  segmentRecorder,
} from './segment-recorder'
export { sign } from './sign'
export { type TestEvent, type TestEventOptions, testEvent } from './test-event'
export { describeWebhookConformance } from './webhook-conformance'
export { type WebhookFixture, webhookFixtures } from './webhook-fixtures'
