import fc from 'fast-check'
import { acme } from '../platforms/acme'
import { ExperimentsError } from '../platforms/experiments-error'
import { platforms } from '../platforms/index'
import { webhookFixtures } from '../testing/webhook-fixtures'
import type { WebhookPlatform } from './choose-platform'
import { readSettings } from './read-settings'
import type { SegmentCall } from './segment-call'
import { type Translated, translate } from './translate'

const RUNS = Number(process.env.FUZZ_RUNS ?? 100_000)
const senders = [...platforms, acme].filter((one) => one.webhook) as WebhookPlatform[]
const settings = readSettings({ eventForm: 'both', environments: 'preview,*' })

type Container = Record<string, unknown>

/** What a broken or hostile sender puts where something else belongs. */
const JUNK: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 1e308,
  () => '',
  () => ' ',
  () => 'x'.repeat(40_000),
  () => '\ud800\u0000',
  () => '__proto__',
  () => 'NaN',
  () => [],
  () => [[], [null]],
  () => ({}),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  () => ({ toString: 1, valueOf: null, hasOwnProperty: 0, toJSON: 'x' }),
  () => ({ length: 9, 0: 'a' }),
]

/** Picks a place in the value and breaks it. */
interface Mutation {
  place: number
  kind: number
  junk: number
}

const mutations = fc.array(
  fc.record({ place: fc.nat(999), kind: fc.nat(3), junk: fc.nat(JUNK.length - 1) }),
  { minLength: 1, maxLength: 4 },
)

function mutate(root: unknown, { place, kind, junk }: Mutation): unknown {
  const places: { holder: Container; key: string }[] = []
  collect(root, places)
  const found = places[place % (places.length + 1)]
  const value = JUNK[junk]?.()
  if (found === undefined) return kind === 0 ? root : value
  const { holder, key } = found
  if (kind === 0) remove(holder, key)
  else if (kind === 1 && !Array.isArray(holder)) set(holder, '__proto__', { polluted: true })
  else if (kind === 2 && Array.isArray(holder)) holder.push(holder[Number(key)])
  else if (kind === 2) set(holder, `${key}${junk}`, holder[key])
  else set(holder, key, value)
  return root
}

/** JSON has no holes in its arrays. */
function remove(holder: Container, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
}

/** As JSON.parse does: `__proto__` is a field like any other. */
function set(holder: Container, key: string, value: unknown): void {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

function collect(value: unknown, places: { holder: Container; key: string }[]): void {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    places.push({ holder: value as Container, key })
    collect((value as Container)[key], places)
  }
}

/** What is wrong with the results, in a word; `expect` is too slow for this many. */
function problemOf(results: readonly Translated[]): string | undefined {
  for (const { outcome, calls } of results) {
    if (
      outcome.status !== 'sent' &&
      outcome.status !== 'dropped' &&
      outcome.status !== 'rejected'
    ) {
      return `outcome ${outcome.status}`
    }
    if ((outcome.status === 'sent') !== calls.length > 0) return 'calls without outcome'
    const broken = calls.find((call) => !isSound(call))
    if (broken !== undefined) return `call ${JSON.stringify(broken).slice(0, 300)}`
  }
  return isPolluted() ? 'prototype pollution' : undefined
}

function isSound(call: SegmentCall): boolean {
  const { userId, anonymousId, type, event, messageId, timestamp } = call
  const ids = [userId, anonymousId].filter((id) => id !== undefined)
  return (
    ids.length > 0 &&
    ids.every((id) => typeof id === 'string' && id !== '') &&
    (type === 'page' || (typeof event === 'string' && event !== '')) &&
    messageId.length <= 100 &&
    new Date(timestamp).toISOString() === timestamp &&
    Buffer.byteLength(JSON.stringify(call)) <= 32 * 1024
  )
}

function isPolluted(): boolean {
  const bare: { polluted?: unknown } = {}
  return bare.polluted !== undefined || Object.keys(Object.prototype).length > 0
}

describe.each(senders)('$name', (platform) => {
  const fixtures = webhookFixtures(platform.id)
  const items = fixtures.flatMap(({ body }) => [...(platform.webhook.split(body) ?? [])])
  const texts = items.map((item) => JSON.stringify(item))
  const alone = items.map((item) => JSON.stringify(translateItems([item])))

  function translateItems(list: readonly unknown[]): Translated[] {
    const sandwich = { ...platform.webhook, split: () => list }
    return translate(undefined, { ...platform, webhook: sandwich }, settings)
  }

  it(`keeps both neighbours of any of ${RUNS} broken items, and gives it an outcome`, () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(999), mutations, (which, neighbour, changes) => {
        const n = neighbour % items.length
        const start: unknown = JSON.parse(texts[which % texts.length] ?? 'null')
        const broken = changes.reduce(mutate, start)
        const results = translateItems([items[n], broken, items[n]])
        if (results.length !== 3) throw new Error('an outcome is missing')
        const problem = problemOf(results)
        if (problem !== undefined) throw new Error(problem)
        for (const kept of [results[0], results[2]]) {
          if (JSON.stringify([kept]) !== alone[n]) throw new Error('a neighbour changed')
        }
      }),
      { numRuns: RUNS },
    )
  }, 600_000)

  it('answers any broken envelope with a typed error or an outcome for each item', () => {
    const bodies = fixtures.map(({ body }) => JSON.stringify(body))
    fc.assert(
      fc.property(fc.nat(999), mutations, (which, changes) => {
        const start: unknown = JSON.parse(bodies[which % bodies.length] ?? 'null')
        const broken = changes.reduce(mutate, start)
        platform.webhook.recognises(broken)
        const count = platform.webhook.split(broken)?.length
        const results = translateOrRefuse(broken)
        if (results?.length !== count) throw new Error('an outcome is missing')
        const problem = problemOf(results ?? [])
        if (problem !== undefined) throw new Error(problem)
      }),
      { numRuns: 5_000 },
    )
  }, 600_000)

  function translateOrRefuse(body: unknown): Translated[] | undefined {
    try {
      return translate(body, platform, settings)
    } catch (error) {
      if (error instanceof ExperimentsError && error.code === 'UNKNOWN_BODY') return undefined
      throw error
    }
  }

  it('rejects an item that is nested more deeply than the stack, and keeps its neighbours', () => {
    const depth = 100_000
    const deep: unknown = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
    for (const text of texts) {
      const holder = JSON.parse(text) as Container
      for (const key of Object.keys(holder)) {
        const results = translateItems([items[0], { ...holder, [key]: deep }, items[0]])
        expect(problemOf([...results.slice(0, 1), ...results.slice(2)])).toBeUndefined()
        expect(['sent', 'dropped', 'rejected']).toContain(results[1]?.outcome.status)
        expect(JSON.stringify([results[2]])).toBe(alone[0])
      }
    }
  })
})
