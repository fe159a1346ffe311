import { createHmac } from 'node:crypto'
import { acme } from '../platforms/acme'
import type { ExperimentsError } from '../platforms/experiments-error'
import { createSourceFunction, type SourceFunctionEdge } from './create-source-function'
import type { SegmentCall } from './segment-call'

const seen = { id: 'e1', type: 'seen', unit: 'u1', experiment: 'hero', variation: 'b', at: 1 }

function run(options: {
  body: unknown
  url?: string
  settings?: Record<string, unknown>
  emit?: SourceFunctionEdge['emit']
}) {
  const emitted: SegmentCall[] = []
  const logged: string[] = []
  const onRequest = createSourceFunction({
    platforms: [acme],
    emit: options.emit ?? ((call) => emitted.push(call)),
    hmac: (algorithm, key, text, encoding) =>
      createHmac(algorithm, key).update(text).digest(encoding),
    nowMs: () => 1,
    log: (line) => logged.push(line),
    refuse: (error: ExperimentsError) => new Error(`refused ${error.message}`),
  })
  const json = () => {
    if (options.body === 'not json') throw new SyntaxError('Unexpected token')
    return options.body
  }
  const done = onRequest(
    {
      json,
      text: () => JSON.stringify(options.body),
      headers: new Headers(),
      url: new URL(options.url ?? 'https://functions.example/?token=t'),
    },
    options.settings ?? { sharedSecret: 't' },
  )
  return { done, emitted, logged }
}

it('emits the good items, and logs counts and reasons in one line', async () => {
  const { done, emitted, logged } = run({
    body: { acme: [seen, null, { ...seen, unit: '' }, { ...seen, type: 'dance' }, seen] },
  })
  const summary = {
    platform: 'acme',
    auth: 'secret-verified',
    in: 5,
    sent: 2,
    dropped: { NO_UNIT: 1, UNKNOWN_KIND: 1 },
    rejected: { MALFORMED: 1 },
    items: [
      [1, 'rejected', 'MALFORMED'],
      [2, 'dropped', 'NO_UNIT'],
      [3, 'dropped', 'UNKNOWN_KIND'],
    ],
  }
  await expect(done).resolves.toEqual(summary)
  expect(emitted.map(({ userId, event }) => [userId, event])).toEqual([
    ['u1', 'Acme Seen'],
    ['u1', 'Acme Seen'],
  ])
  expect(logged).toEqual([`segment-experiments ${JSON.stringify(summary)}`])
})

it('counts a call that Segment refuses, and emits the others', async () => {
  const emitted: SegmentCall[] = []
  const { done } = run({
    body: { acme: [seen, { ...seen, id: 'e2' }] },
    emit: (call) => {
      if (emitted.push(call) === 1) throw new Error('ValidationError')
    },
  })
  await expect(done).resolves.toMatchObject({ in: 2, sent: 1, rejected: { REFUSED: 1 } })
  expect(emitted).toHaveLength(2)
})

it('fails an invocation that has not one good item, so that Segment shows it', async () => {
  const { done, emitted } = run({ body: { acme: [null, 7] } })
  await expect(done).rejects.toThrow(
    'refused [NOTHING_VALID] None of the 2 items could be sent ({"MALFORMED":2}). Compare the webhook with the vendor\'s documentation.',
  )
  expect(emitted).toEqual([])
})

it('does not fail an invocation whose items were all held back', async () => {
  const settings = { sharedSecret: 't', exclude: ['exposures'] }
  const { done } = run({ body: { acme: [seen] }, settings })
  await expect(done).resolves.toMatchObject({ in: 1, sent: 0, dropped: { FILTERED: 1 } })
})

it.each([
  ['a body that is not JSON', { body: 'not json' }, 'NOT_JSON'],
  ['a body of no platform', { body: { other: [] } }, 'UNKNOWN_PLATFORM'],
  [
    'a platform that does not exist',
    { body: { acme: [] }, settings: { sharedSecret: 't', platform: 'x' } },
    'UNKNOWN_PLATFORM',
  ],
  [
    'a request without the secret',
    { body: { acme: [] }, url: 'https://f.example/' },
    'SECRET_MISSING',
  ],
  [
    'a request with a wrong secret',
    { body: { acme: [] }, url: 'https://f.example/?token=x' },
    'SECRET_FORGED',
  ],
  ['a source without any secret', { body: { acme: [] }, settings: {} }, 'NO_SECRET_SET'],
  [
    'a setting that cannot work',
    { body: { acme: [] }, settings: { sharedSecret: 't', eventForm: 'all' } },
    'BAD_SETTING',
  ],
])('refuses %s', async (_, options, code) => {
  const { done, emitted } = run(options)
  await expect(done).rejects.toThrow(`refused [${code}]`)
  expect(emitted).toEqual([])
})
