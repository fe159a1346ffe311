import { gzipSync } from 'node:zlib'
import { acme } from '../platforms/acme'
import { canonicalJson } from '../platforms/canonical-json'
import type { SignatureScheme } from '../platforms/signature'
import { statsig } from '../platforms/statsig'
import { type SegmentRecorder, segmentRecorder } from '../testing/segment-recorder'
import { sign } from '../testing/sign'
import { webhookFixtures } from '../testing/webhook-fixtures'
import { createRelay, type RelayOptions } from './create-relay'

const NOW_MS = 1_700_000_000_000
const URL = 'https://relay.example/statsig'
const scheme = statsig.webhook?.signature as SignatureScheme

const fixture = webhookFixtures('statsig').find(({ name }) => name === 'batch')
/** Spaces, and keys in no alphabetical order: only the raw bytes have this signature. */
const body = JSON.stringify(fixture?.body, undefined, 1)

let segment: SegmentRecorder
beforeEach(async () => {
  segment = await segmentRecorder()
})
afterEach(() => segment.close())

function relayWith(options: Partial<RelayOptions> = {}) {
  return createRelay({
    writeKey: 'wk',
    host: segment.host,
    nowMs: () => NOW_MS,
    settings: { signingSecret: 'shh' },
    ...options,
  })
}

function signed(text: string, init: RequestInit = {}): Request {
  const headers = { ...sign(scheme, 'shh', text, NOW_MS), ...init.headers }
  return new Request(URL, { method: 'POST', body: text, ...init, headers } as RequestInit)
}

async function answerOf(response: Response): Promise<[number, string]> {
  const { error } = (await response.json()) as { error: { code: string } }
  return [response.status, error.code]
}

it('verifies the raw bytes and posts the events to Segment, as one batch', async () => {
  const response = await relayWith()(signed(body))
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    platform: 'statsig',
    auth: 'verified',
    in: 3,
    sent: 3,
    dropped: {},
    rejected: {},
    items: [],
  })
  const [post] = segment.posts
  expect(segment.posts).toHaveLength(1)
  expect(post?.path).toBe('/v1/batch')
  expect(post?.headers.authorization).toBe(`Basic ${Buffer.from('wk:').toString('base64')}`)
  expect(post?.headers['content-type']).toBe('application/json')
  expect(post?.body.sentAt).toBe('2023-11-14T22:13:20.000Z')
  const calls = post?.body.batch.map(({ messageId: _, ...call }) => call)
  expect(calls).toEqual(fixture?.expected.native.flat())
})

it('inflates gzip before it checks the signature', async () => {
  const request = signed(body, {
    body: gzipSync(body),
    headers: { ...sign(scheme, 'shh', body, NOW_MS), 'content-encoding': 'gzip' },
  })
  const response = await relayWith()(request)
  expect(await response.json()).toMatchObject({ auth: 'verified', sent: 3 })
})

it('calls a wrong signature forged even where the body is in alphabetical order', async () => {
  const text = canonicalJson(fixture?.body)
  const settings = { signingSecret: 'shh', sharedSecret: 'token' }
  const headers = { ...sign(scheme, 'other', text, NOW_MS), 'x-webhook-token': 'token' }
  const request = new Request(URL, { method: 'POST', body: text, headers })
  expect(await answerOf(await relayWith({ settings })(request))).toEqual([401, 'SECRET_FORGED'])
  expect(segment.posts).toEqual([])
})

it.each([
  ['a bomb', gzipSync(Buffer.alloc(50 * 1024 * 1024)), 'gzip', 413, 'BODY_TOO_LARGE'],
  ['a plain body', Buffer.alloc(512 * 1024 + 1, 32), 'identity', 413, 'BODY_TOO_LARGE'],
  ['broken gzip', gzipSync(body).subarray(0, 40), 'gzip', 415, 'BAD_ENCODING'],
  ['an encoding', Buffer.from(body), 'br', 415, 'BAD_ENCODING'],
  ['bytes that are no text', Buffer.from([0x22, 0xff, 0x22]), 'identity', 415, 'BAD_ENCODING'],
  ['a body that is not JSON', Buffer.from('{'), 'identity', 400, 'NOT_JSON'],
  ['an empty body', Buffer.from(''), 'identity', 400, 'NOT_JSON'],
  ['an unknown body', Buffer.from('{"a":1}'), 'identity', 422, 'UNKNOWN_PLATFORM'],
])('refuses %s that it cannot take', async (_, bytes, encoding, status, code) => {
  const headers = { 'content-encoding': encoding }
  const request = new Request(URL, { method: 'POST', body: bytes, headers })
  expect(await answerOf(await relayWith()(request))).toEqual([status, code])
  expect(segment.posts).toEqual([])
})

it.each([
  ['identity', '['],
  ['gzip', gzipSync(body).subarray(0, 40)],
])('does not wait for ever for the rest of a body, %s', async (encoding, beginning) => {
  const cancel = jest.fn()
  const stream = new ReadableStream({
    start: (controller) => controller.enqueue(Buffer.from(beginning)),
    cancel,
  })
  const init = { method: 'POST', body: stream, duplex: 'half' } as RequestInit
  const request = new Request(URL, { ...init, headers: { 'content-encoding': encoding } })
  const answered = await relayWith({ timeoutMs: 20 })(request)
  expect(await answerOf(answered)).toEqual([408, 'BODY_TIMEOUT'])
  expect(cancel).toHaveBeenCalledTimes(1)
})

it('takes nothing but POST', async () => {
  const response = await relayWith()(new Request(URL))
  expect(response.headers.get('allow')).toBe('POST')
  expect(await answerOf(response)).toEqual([405, 'METHOD_NOT_ALLOWED'])
})

it('answers 422 to a body without one good item, so that the vendor shows it', async () => {
  const text = '[{"eventName":"x","timestamp":"soon"}]'
  expect(await answerOf(await relayWith()(signed(text)))).toEqual([422, 'NOTHING_VALID'])
})

it('answers 200 without a post when every item is held back', async () => {
  const settings = { signingSecret: 'shh', exclude: 'exposures,events' }
  const response = await relayWith({ settings })(signed(body))
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ in: 3, sent: 0, dropped: { FILTERED: 3 } })
  expect(segment.posts).toEqual([])
})

describe('when Segment does not accept at once', () => {
  /** The relay waits for real, so it also counts for real. */
  const real = (timeoutMs: number) => {
    const startMs = Date.now()
    return relayWith({ nowMs: () => NOW_MS + Date.now() - startMs, timeoutMs })
  }

  it('sends the same messageIds again after a 5xx, and answers 200', async () => {
    segment.answers.push({ status: 500 }, { status: 503 })
    expect((await real(5000)(signed(body))).status).toBe(200)
    const ids = segment.posts.map((post) => post.body.batch.map((call) => call.messageId))
    expect(ids).toHaveLength(3)
    expect(ids[1]).toEqual(ids[0])
    expect(ids[2]).toEqual(ids[0])
  })

  it('waits as long as Retry-After says', async () => {
    segment.answers.push({ status: 429, headers: { 'retry-after': '1' } })
    expect((await real(5000)(signed(body))).status).toBe(200)
    const [first, second] = segment.posts.map(({ atMs }) => atMs)
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(990)
  })

  it('hands a Retry-After that is too long on to the vendor, with a 503', async () => {
    segment.answers.push({ status: 429, headers: { 'retry-after': '60' } })
    const response = await relayWith()(signed(body))
    expect(response.headers.get('retry-after')).toBe('60')
    expect(await answerOf(response)).toEqual([503, 'SEGMENT_BUSY'])
    expect(segment.posts).toHaveLength(1)
  })

  it('answers 503 when Segment hangs until the time is up', async () => {
    segment.answers.push({ status: 200, hang: true })
    expect(await answerOf(await real(300)(signed(body)))).toEqual([503, 'SEGMENT_BUSY'])
  })

  it('answers 503 when nobody listens', async () => {
    const relay = relayWith({ host: 'http://127.0.0.1:1', timeoutMs: 100 })
    expect(await answerOf(await relay(signed(body)))).toEqual([503, 'SEGMENT_BUSY'])
  })

  it('answers 502 to a final no, and asks to check the write key', async () => {
    segment.answers.push({ status: 401 })
    expect(await answerOf(await relayWith()(signed(body)))).toEqual([502, 'SEGMENT_REFUSED'])
    expect(segment.posts).toHaveLength(1)
  })

  it('does not follow a redirect with the write key', async () => {
    segment.answers.push({ status: 307, headers: { location: '/elsewhere' } })
    expect(await answerOf(await relayWith()(signed(body)))).toEqual([502, 'SEGMENT_REFUSED'])
    expect(segment.posts).toHaveLength(1)
  })
})

it('splits what is over 500 KB, and answers 200 only when every batch is accepted', async () => {
  const seen = { type: 'seen', unit: 'u', experiment: 'x'.repeat(300), variation: 'b', at: NOW_MS }
  const events = Array.from({ length: 1100 }, (_, n) => ({ ...seen, id: `e${n}` }))
  const relay = relayWith({
    platforms: [acme],
    settings: { sharedSecret: 't', eventForm: 'both' },
  })
  const post = () =>
    relay(new Request(`${URL}?token=t`, { method: 'POST', body: JSON.stringify({ acme: events }) }))
  expect((await post()).status).toBe(200)
  expect(segment.posts.length).toBeGreaterThan(1)
  expect(segment.posts.flatMap((one) => one.body.batch)).toHaveLength(2200)
  segment.answers.push({ status: 200 }, { status: 400 })
  expect(await answerOf(await post())).toEqual([502, 'SEGMENT_REFUSED'])
})

it.each([
  [undefined, 'https://api.segment.io/v1/batch'],
  ['us', 'https://api.segment.io/v1/batch'],
  ['eu', 'https://events.eu1.segmentapis.com/v1/batch'],
] as const)('posts to the region %s', async (region, url) => {
  const urls: string[] = []
  const fetch: typeof globalThis.fetch = async (input) => {
    urls.push(String(input))
    return new Response('{}')
  }
  await relayWith({ region, host: undefined, fetch })(signed(body))
  expect(urls).toEqual([url])
})

it.each([
  ['NO_SECRET_SET', { settings: {} }],
  ['NO_SECRET_SET', { settings: { sharedSecret: ' ' } }],
  ['BAD_SETTING', { writeKey: ' ' }],
  ['BAD_SETTING', { region: 'mars' as 'eu' }],
  ['BAD_SETTING', { settings: { sharedSecret: 't', eventForm: 'all' } }],
])('does not start: %s', (code, options) => {
  expect(() => relayWith(options)).toThrow(expect.objectContaining({ code }))
})

it('logs counts and reasons, and nothing else', async () => {
  const lines: string[] = []
  const relay = relayWith({ log: (line) => lines.push(line) })
  await relay(signed(body))
  await relay(new Request(URL, { method: 'POST', body }))
  expect(lines).toEqual([
    'segment-experiments {"platform":"statsig","auth":"verified","in":3,"sent":3,"dropped":{},"rejected":{},"items":[]}',
    'segment-experiments {"status":401,"code":"SECRET_MISSING"}',
  ])
})
