import { platforms } from '../platforms/index'
import { createRelay } from '../source-function/create-relay'
import { segmentRecorder } from './segment-recorder'
import { testEvent } from './test-event'
import { webhookFixtures } from './webhook-fixtures'

const senders = platforms.filter((platform) => platform.webhook !== undefined)
const kinds = senders.flatMap(({ id }) => webhookFixtures(id).map(({ name }) => [id, name]))

describe.each(senders)('a test event of $name', ({ id, webhook }) => {
  it('is an exposure unless a kind is named', async () => {
    const { body } = testEvent({ platform: id, nowMs: 1 })
    expect(webhook?.recognises(JSON.parse(body))).toBe(true)
  })
})

it.each(kinds)(
  '%s %s is let in by the relay with the secrets that it was sent with',
  async (platform, kind) => {
    const segment = await segmentRecorder()
    const relay = createRelay({
      writeKey: 'wk',
      host: segment.host,
      settings: { sharedSecret: 'token', signingSecret: 'shh' },
    })
    const event = testEvent({
      platform,
      kind,
      sharedSecret: 'token',
      signingSecret: 'shh',
      nowMs: Date.now(),
    })
    const response = await relay(new Request('https://relay.example', { method: 'POST', ...event }))
    const answer = (await response.json()) as { platform: string; auth: string }
    await segment.close()
    const signs = platforms.find(({ id }) => id === platform)?.webhook?.signature !== undefined
    expect([response.status, answer.platform, answer.auth]).toEqual([
      200,
      platform,
      signs ? 'verified' : 'secret-verified',
    ])
  },
)

it.each([
  [{ platform: 'nobody' }, 'No webhook of a platform "nobody" is recorded.'],
  [
    { platform: 'kameleoon', kind: 'x' },
    'kameleoon has no kind "x". There are: array, batch, event.',
  ],
])('says what there is: %j', (options, message) => {
  expect(() => testEvent({ ...options, nowMs: 1 })).toThrow(message)
})
