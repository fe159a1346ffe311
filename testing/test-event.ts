/** A platform's webhook as it would arrive: a recorded body, with the headers that let it in. */
import { EXPERIMENT_VIEWED } from '../platforms/standard-form'
import { sign } from './sign'
import { type WebhookFixture, webhookFixtures } from './webhook-fixtures'

export interface TestEventOptions {
  /** Platform id. */
  platform: string
  /** Name of a recorded body; by default the first that holds an exposure. */
  kind?: string
  /** Sent in the header `x-webhook-token`, never in the URL. */
  sharedSecret?: string
  /** Signs the body, if the platform signs. */
  signingSecret?: string
  nowMs: number
}

export interface TestEvent {
  kind: string
  headers: Record<string, string>
  body: string
}

/** @throws Error naming the kinds that there are */
export function testEvent(options: TestEventOptions): TestEvent {
  const { platform, sharedSecret, signingSecret, nowMs } = options
  const fixture = fixtureOf(platform, options.kind)
  const body = JSON.stringify(fixture.body)
  return {
    kind: fixture.name,
    body,
    headers: {
      'content-type': 'application/json',
      ...(sharedSecret === undefined ? {} : { 'x-webhook-token': sharedSecret }),
      ...(signingSecret === undefined ? {} : sign(platform, signingSecret, body, nowMs)),
    },
  }
}

function fixtureOf(platform: string, kind: string | undefined): WebhookFixture {
  const fixtures = webhookFixtures(platform)
  const isWanted = kind === undefined ? hasExposure : (one: WebhookFixture) => one.name === kind
  const fixture = fixtures.find(isWanted)
  if (fixture !== undefined) return fixture
  if (fixtures.length === 0) {
    throw new Error(`No webhook of a platform ${JSON.stringify(platform)} is recorded.`)
  }
  const kinds = fixtures.map(({ name }) => name).join(', ')
  throw new Error(`${platform} has no kind ${JSON.stringify(kind)}. There are: ${kinds}.`)
}

function hasExposure({ expected }: WebhookFixture): boolean {
  return expected.standard.some(
    (item) => Array.isArray(item) && item.some(({ event }) => event === EXPERIMENT_VIEWED),
  )
}
