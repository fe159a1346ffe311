import { createClock } from '../clock'
import type { HostMode } from './function-request'
import { createSourceFunction } from './source-function'

const clock = createClock(1000)

function host(script: string, mode: HostMode = 'deployed', timeoutMs = 1000) {
  return createSourceFunction({ name: 'test.js', script, settings: {}, mode, clock, timeoutMs })
}

function request(body: string, headers: Record<string, string> = {}) {
  return {
    url: 'http://127.0.0.1/fn/test?name=Jane',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  }
}

async function logOf(script: string, mode?: HostMode, body = '{}'): Promise<string[]> {
  const { run } = await host(script, mode).run(request(body))
  if (run.error !== undefined) throw new Error(`${run.error.name}: ${run.error.message}`)
  return run.logs
}

describe('the realm of a function', () => {
  it('has the documented globals', async () => {
    const script = `async function onRequest() {
      const names = ['Segment', 'fetch', 'Headers', 'Request', 'Response', 'URL', 'URLSearchParams', 'Buffer',
        'FormData', 'crypto', 'https', 'zlib', '_', 'moment', 'cache', 'atob', 'btoa', 'setTimeout', 'RetryError',
        'DropEvent', 'ValidationError', 'EventNotSupported', 'InvalidEventPayload', 'console']
      console.log(names.filter((name) => typeof globalThis[name] === 'undefined'))
      console.log(crypto.createHmac('sha256', 'k').update('m').digest('hex').length, _.chunk([1, 2, 3], 2).length,
        moment.utc(0).year(), Array.isArray(Object.keys(https)))
    }`
    expect(await logOf(script)).toEqual(['[]', '64 2 1970 true'])
  })

  it('lacks what Segment does not have', async () => {
    const script = `async function onRequest() {
      const names = ['process', 'require', 'module', 'exports', 'global', 'AbortController', 'AbortSignal',
        'TextEncoder', 'performance', 'queueMicrotask', 'setImmediate', 'structuredClone', 'Blob', 'ReadableStream']
      console.log(names.filter((name) => typeof globalThis[name] !== 'undefined'))
    }`
    expect(await logOf(script)).toEqual(['[]'])
  })

  it('says that a documented library is not carried, instead of being silently without it', async () => {
    const { run } = await host('async function onRequest() { stripe.charges }').run(request('{}'))
    expect(run.error?.message).toBe(
      'Segment\'s runtime has "stripe", the local workspace does not carry it. ' +
        'Run this part of the function on Segment, or stub the global in your script.',
    )
  })

  it.each([
    ['const onRequest = async () => {}', 'SyntaxError'],
    ['export async function onRequest() {}', 'SyntaxError'],
    ['if (true) { async function onRequest() {} }', 'EventNotSupported'],
    ['', 'EventNotSupported'],
  ])('refuses a handler that is declared in another way: %s', async (script, name) => {
    const { run } = await host(script).run(request('{}'))
    expect([run.outcome, run.error?.name]).toEqual(['discarded', name])
  })

  it('keeps what is at the top level from one request to the next when deployed', async () => {
    const counter = host('let runs = 0; async function onRequest() { console.log(++runs) }')
    await counter.run(request('{}'))
    expect((await counter.run(request('{}'))).run.logs).toEqual(['2'])
  })

  it('starts afresh for each request, with an empty cache, in the tester', async () => {
    const script = `let runs = 0
      async function onRequest() {
        const cached = await cache.load('k', 60000, async () => ++runs)
        console.log(++runs, cached)
      }`
    const tester = host(script, 'tester')
    await tester.run(request('{}'))
    expect((await tester.run(request('{}'))).run.logs).toEqual(['2 1'])
  })

  it('loads a value into the cache once, until its time is over or it is deleted', async () => {
    const script = `let loads = 0
      const load = () => cache.load('k', 60000, async () => ++loads)
      async function onRequest() {
        const first = [await load(), await load()]
        cache.delete('k')
        console.log(first, await load())
      }`
    expect(await logOf(script)).toEqual(['[1,1] 2'])
  })
})

describe('the request', () => {
  const body = '{"b":{"z":1,"a":[{"d":1.0,"c":2}]},"a":"\\u00e9"}'
  const script = 'async function onRequest(request) { console.log(request.text()) }'

  it('has its keys in alphabetical order at every depth when deployed', async () => {
    expect(await logOf(script, 'deployed', body)).toEqual([
      '{"a":"é","b":{"a":[{"c":2,"d":1}],"z":1}}',
    ])
  })

  it('is as it was sent in the tester', async () => {
    expect(await logOf(script, 'tester', body)).toEqual([body])
  })

  it('gives json, headers and url as Segment documents them', async () => {
    const read = `async function onRequest(request, settings) {
      const body = request.json()
      console.log(body.items instanceof Array, request.headers.get('X-Name'), request.url.searchParams.get('name'),
        settings.apiKey)
    }`
    const source = createSourceFunction({
      name: 'test.js',
      script: read,
      settings: { apiKey: 'k' },
      mode: 'deployed',
      clock,
    })
    const { run } = await source.run(request('{"items":[]}', { 'x-name': 'Joe' }))
    expect(run.logs).toEqual(['true Joe Jane k'])
  })

  it('reads a form', async () => {
    const form = {
      ...request('name=Jane&age=3'),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
    const { run } = await host('async function onRequest(r) { console.log(r.json()) }').run(form)
    expect(run.logs).toEqual(['{"age":"3","name":"Jane"}'])
  })

  it('throws from json() if the body is not JSON', async () => {
    const { run } = await host('async function onRequest(r) { r.json() }').run(request('not json'))
    expect([run.outcome, run.error?.name]).toEqual(['discarded', 'SyntaxError'])
  })
})

describe('the Segment global', () => {
  it('keeps each call with the fields that Segment keeps', async () => {
    const script = `async function onRequest() {
      Segment.track({ event: 'Seen', userId: 'u', properties: { a: 1 }, messageId: 'm', receivedAt: 'x', anonymousId: '' })
      Segment.identify({ anonymousId: 'a', traits: { b: 2 }, timestamp: '2026-01-01T00:00:00Z' })
      Segment.set({ collection: 'products', id: '1', properties: {} })
    }`
    const { calls, run } = await host(script).run(request('{}'))
    expect(calls).toEqual([
      { type: 'track', event: 'Seen', userId: 'u', properties: { a: 1 }, messageId: 'm' },
      { type: 'identify', anonymousId: 'a', traits: { b: 2 }, timestamp: '2026-01-01T00:00:00Z' },
    ])
    expect(run.emitted).toBe(2)
  })

  it.each([
    ["Segment.track({ event: 'e' })", 'Segment.track needs a userId or an anonymousId.'],
    ["Segment.track({ userId: 'u' })", 'Segment.track needs "event".'],
    ["Segment.group({ userId: 'u' })", 'Segment.group needs "groupId".'],
    ["Segment.alias({ userId: 'u' })", 'Segment.alias needs "previousId".'],
    ["Segment.set({ id: '1' })", 'Segment.set needs "collection" and "id".'],
    ['Segment.page()', 'Segment.page needs an object.'],
  ])('throws ValidationError: %s', async (call, message) => {
    const script = `async function onRequest() { try { ${call} } catch (e) { console.log(e instanceof ValidationError, e.message) } }`
    expect(await logOf(script)).toEqual([`true ${message}`])
  })

  it('sends nothing of a run that failed', async () => {
    const script = `async function onRequest() { Segment.track({ event: 'e', userId: 'u' }); throw new Error('no') }`
    const { calls, run } = await host(script).run(request('{}'))
    expect(calls).toEqual([])
    expect(run).toMatchObject({
      outcome: 'discarded',
      emitted: 0,
      error: { name: 'Error', message: 'no' },
    })
  })
})

describe('the outcome of a run', () => {
  it.each([
    ["throw new RetryError('later')", 'retry', 'RetryError'],
    ["throw new ValidationError('bad')", 'discarded', 'ValidationError'],
    ["throw new TypeError('bad')", 'discarded', 'TypeError'],
    ["throw 'text'", 'discarded', 'Error'],
  ])('%s', async (statement, outcome, name) => {
    const { run } = await host(`async function onRequest() { ${statement} }`).run(request('{}'))
    expect([run.outcome, run.error?.name]).toEqual([outcome, name])
  })

  it.each([
    ['a promise that never settles', 'await new Promise(() => {})'],
    ['a loop that never ends', 'while (true) {}'],
  ])('stops %s, and runs it again later', async (_, statement) => {
    const { run } = await host(`async function onRequest() { ${statement} }`, 'deployed', 50).run(
      request('{}'),
    )
    expect([run.outcome, run.error]).toEqual([
      'retry',
      { name: 'Timeout', message: 'The function did not end within 50 ms.' },
    ])
  })
})
