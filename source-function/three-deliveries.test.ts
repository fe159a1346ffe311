/** Every recorded body delivered three times, shuffled: as many messageIds as there are true events. */
import { join } from 'node:path'
import { canonicalJson } from '../platforms/canonical-json'
import { platforms } from '../platforms/index'
import { functionScript } from '../scripts/build/function-script'
import { loadFunction } from '../scripts/build/load-function'
import { segmentRecorder } from '../testing/segment-recorder'
import { webhookFixtures } from '../testing/webhook-fixtures'
import type { WebhookPlatform } from './choose-platform'
import { createRelay } from './create-relay'
import { readSettings } from './read-settings'
import { translate } from './translate'

const senders = platforms.filter((one) => one.webhook) as WebhookPlatform[]
const bodies = senders.flatMap(({ id }) => webhookFixtures(id).map(({ body }) => body))
const SETTINGS = { sharedSecret: 'token' }

/** An event is true once: the same item of a vendor, printed twice in its documentation, is one. */
const trueEvents = new Set(
  senders.flatMap((platform) =>
    webhookFixtures(platform.id).flatMap(({ body }) => {
      const results = translate(body, platform, readSettings({}))
      const items = platform.webhook.split(body) ?? []
      return items.flatMap((item, n) =>
        results[n]?.outcome.status === 'sent' ? [`${platform.id} ${canonicalJson(item)}`] : [],
      )
    }),
  ),
)

/** The same disorder on every run: a linear congruential generator. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const result = [...items]
  let state = seed
  for (let n = result.length - 1; n > 0; n--) {
    state = (state * 1664525 + 1013904223) % 4294967296
    const other = state % (n + 1)
    const [a, b] = [result[n] as T, result[other] as T]
    result[n] = b
    result[other] = a
  }
  return result
}

const deliveries = shuffled([...bodies, ...bodies, ...bodies], 7)

async function throughFunction(): Promise<string[]> {
  const root = join(__dirname, '..')
  const script = await functionScript({
    entry: join(root, 'source-function/on-request.ts'),
    faces: ['webhook'],
    outfile: join(root, 'dist/functions/source.js'),
  })
  const ids: string[] = []
  const onRequest = loadFunction(script, { emit: ({ messageId }) => ids.push(messageId) })
  for (const body of deliveries) {
    const text = canonicalJson(body)
    const request = {
      json: () => JSON.parse(text) as unknown,
      text: () => text,
      headers: new Headers({ 'x-webhook-token': 'token' }),
      url: 'https://fn.example/',
    }
    // A body without one good item fails, which Segment shows; it holds no event.
    await onRequest(request, SETTINGS).catch(() => undefined)
  }
  return ids
}

async function throughRelay(): Promise<string[]> {
  const segment = await segmentRecorder()
  const relay = createRelay({ writeKey: 'wk', host: segment.host, settings: SETTINGS })
  for (const body of deliveries) {
    const init = { method: 'POST', body: JSON.stringify(body, undefined, 1) }
    await relay(new Request('https://relay.example/?token=token', init))
  }
  await segment.close()
  return segment.posts.flatMap((post) => post.body.batch.map((call) => String(call.messageId)))
}

it.each([
  ['the function', throughFunction],
  ['the relay', throughRelay],
])('through %s, unique messageIds ÷ true events is 1', async (_, deliver) => {
  const ids = await deliver()
  expect(ids.length).toBeGreaterThanOrEqual(3 * trueEvents.size)
  expect(new Set(ids).size / trueEvents.size).toBe(1)
})

it('gives the same messageIds through both, so that one may stand in for the other', async () => {
  expect(new Set(await throughRelay())).toEqual(new Set(await throughFunction()))
})
