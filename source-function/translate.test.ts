import { acme } from '../platforms/acme'
import { webhook } from '../platforms/acme/webhook'
import { statsig } from '../platforms/statsig'
import { webhook as statsigWebhook } from '../platforms/statsig/webhook'
import { readSettings } from './read-settings'
import { translate } from './translate'

const platform = { ...acme, webhook }
const seen = {
  id: 'e1',
  type: 'seen',
  unit: 'u1',
  experiment: 'hero',
  variation: 'b',
  at: 1_700_000_000_000,
}
const run = (items: unknown[], settings: Record<string, unknown> = {}) =>
  translate({ acme: items }, platform, readSettings(settings))

it('gives two calls in the form "both", each with its own messageId', () => {
  const [result] = run([seen], { eventForm: 'both' })
  expect(result?.outcome).toEqual({ status: 'sent' })
  expect(result?.calls.map(({ event }) => event)).toEqual(['Acme Seen', 'Experiment Viewed'])
  expect(new Set(result?.calls.map(({ messageId }) => messageId)).size).toBe(2)
})

it('collapses a redelivery and keeps two evaluations two in native form', () => {
  const [first, again, second] = run([seen, seen, { ...seen, id: 'e2' }])
  expect(again?.calls).toEqual(first?.calls)
  expect(second?.calls[0]?.messageId).not.toBe(first?.calls[0]?.messageId)
})

it('hashes the item where the platform has no event id', () => {
  const { id: _, ...nameless } = seen
  const [first, again, later] = run([nameless, nameless, { ...nameless, at: seen.at + 1 }])
  expect(again?.calls).toEqual(first?.calls)
  expect(later?.calls[0]?.messageId).not.toBe(first?.calls[0]?.messageId)
})

it('collapses all evaluations of a unit in a UTC day in standard form', () => {
  const dayMs = 86_400_000
  const midnight = Math.floor(seen.at / dayMs) * dayMs
  const at = (timeMs: number) => ({ ...seen, id: `e${timeMs}`, at: timeMs })
  const items = [at(midnight), at(midnight + dayMs - 1), at(midnight + dayMs)]
  const ids = run(items, { eventForm: 'standard' }).map(({ calls }) => calls[0]?.messageId)
  expect(ids[1]).toBe(ids[0])
  expect(ids[2]).not.toBe(ids[0])
})

it('drops an exposure without a mapped unit and says which kinds it carries', () => {
  const results = run([
    { ...seen, unit: undefined },
    { ...seen, unitKind: 'company' },
  ])
  expect(results.map(({ outcome }) => outcome)).toEqual([
    {
      status: 'dropped',
      reason: 'NO_UNIT',
      detail: 'the item carries no unit; see identityMapping',
    },
    {
      status: 'dropped',
      reason: 'NO_UNIT',
      detail: 'the item carries only company; see identityMapping',
    },
  ])
})

it('puts a unit in the context and does not write to the objects of the vendor’s body', () => {
  const item = {
    eventName: 'signup',
    timestamp: 1,
    userID: 'u1',
    user: { customIDs: { companyID: 'c1' } },
  }
  const before = structuredClone(item)
  const settings = { identityMapping: { userID: 'userId', companyID: 'context.user.company' } }
  const statsigFace = { ...statsig, webhook: statsigWebhook }
  const [result] = translate([item], statsigFace, readSettings(settings))
  expect(result?.calls[0]).toMatchObject({
    userId: 'u1',
    context: { user: { customIDs: { companyID: 'c1' }, company: 'c1' } },
  })
  expect(item).toEqual(before)
})

it('drops an evaluation that is no exposure in standard form, with the vendor’s reason', () => {
  const [result] = run([{ ...seen, variation: undefined }], { eventForm: 'standard' })
  expect(result).toEqual({ outcome: { status: 'dropped', reason: 'NOT_ENROLLED' }, calls: [] })
})

it('rejects an event over 32 KB, measured in bytes, and keeps its neighbours', () => {
  const long = { ...seen, variation: 'é'.repeat(16 * 1024) }
  const results = run([seen, long, seen])
  expect(results.map(({ outcome }) => outcome)).toEqual([
    { status: 'sent' },
    { status: 'rejected', reason: 'TOO_LARGE', detail: 'the event is over 32 KB' },
    { status: 'sent' },
  ])
})

it('refuses a body that is no envelope of the platform, without repeating it', () => {
  const body = { secret: 'x' }
  expect(() => translate(body, platform, readSettings({}))).toThrow(
    '[UNKNOWN_BODY] The body is not a webhook that Acme documents (received: a JSON object). Check the setting "platform" and the webhook\'s URL.',
  )
})
