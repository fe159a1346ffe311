import type { WebhookItem } from '../platform'
import { webhook } from './webhook'

function parse(item: unknown, settings = {}): WebhookItem {
  const parsed = webhook.parse(item, settings)
  if ('status' in parsed) throw new Error(`not an item: ${JSON.stringify(parsed)}`)
  return parsed
}

const feature = {
  kind: 'feature',
  key: 'checkout',
  version: 7,
  variation: 1,
  value: 'b',
  creationDate: 1700000000000,
  reason: { kind: 'FALLTHROUGH', inExperiment: true },
}
const multi = { kind: 'multi', user: { key: 'u-1' }, organization: { key: 'org-1' } }

describe('the unit of an evaluation', () => {
  it('is the user of a multi-context, and the other contexts are kept for the mapping', () => {
    const { units, exposure } = parse({ ...feature, context: multi })
    expect(exposure?.unit).toEqual({ kind: 'user', id: 'u-1' })
    expect(units).toEqual([
      { kind: 'user', id: 'u-1' },
      { kind: 'organization', id: 'org-1' },
    ])
  })

  it('is the context kind that the setting names, which then comes first', () => {
    const { units, exposure } = parse(
      { ...feature, context: multi },
      { contextKind: 'organization' },
    )
    expect(exposure?.unit).toEqual({ kind: 'organization', id: 'org-1' })
    expect(units[0]).toEqual({ kind: 'organization', id: 'org-1' })
  })

  it('is nobody when the context kind that the setting names is absent', () => {
    const item = parse(
      { ...feature, context: { kind: 'user', key: 'u-1' } },
      { contextKind: 'device' },
    )
    expect(item.exposure).toBeUndefined()
    expect(item.notExposure).toBe('NO_UNIT')
  })

  it('is nobody when several contexts are no user and no setting tells which one it is', () => {
    const contextKeys = { organization: 'org-1', device: 'd-1' }
    expect(parse({ ...feature, contextKeys }).notExposure).toBe('NO_UNIT')
  })

  it('is the user whether or not it is anonymous, which only the mapping can tell apart', () => {
    const { units, exposure } = parse({
      ...feature,
      context: { kind: 'user', key: 'a-1', anonymous: true },
    })
    expect(exposure?.unit).toEqual({ kind: 'user', id: 'a-1' })
    expect(units).toEqual([{ kind: 'anonymousUser', id: 'a-1' }])
  })
})

describe('an audit-log entry', () => {
  const entry = {
    _id: '57c0a8e29969090743529965',
    date: 1472243938774,
    kind: 'flag',
    name: 'Demo flag',
    accesses: [{ action: 'updateOn', resource: 'proj/shop:env/production:flag/demo' }],
    member: { _id: 'm-1', email: 'ariel@acme.com' },
  }

  it.each([
    ['turned on the flag', 'started'],
    ['turned off the flag', 'stopped'],
    ['started the experiment', 'started'],
    ['stopped the experiment', 'stopped'],
    ['deleted the flag', 'stopped'],
    ['removed the tag from the flag', 'changed'],
    ['updated the flag', 'changed'],
  ])('whose title says "%s" is an experiment %s', (titleVerb, action) => {
    expect(parse({ ...entry, titleVerb }).change?.action).toBe(action)
  })

  it('names the flag, its project and environment, and who changed it', () => {
    const { change, project, environment, eventId, native } = parse(entry)
    expect({ project, environment, eventId, native }).toEqual({
      project: 'shop',
      environment: 'production',
      eventId: '57c0a8e29969090743529965',
      native: undefined,
    })
    expect(change).toEqual({
      platform: 'launchdarkly',
      kind: 'flag',
      action: 'changed',
      experimentId: 'demo',
      experimentName: 'Demo flag',
      actor: { id: 'm-1', email: 'ariel@acme.com' },
      environment: 'production',
      timeMs: 1472243938774,
      eventId: '57c0a8e29969090743529965',
    })
  })
})

it.each([
  [{ ...feature, creationDate: 'soon' }, 'creationDate must be ms since 1970'],
  [{ ...feature, key: '' }, 'key must be a string'],
  [{ creationDate: 1700000000000 }, 'kind must be a string'],
  ['text', 'an event must be an object'],
])('rejects %j', (item, detail) => {
  expect(webhook.parse(item, {})).toEqual({ status: 'rejected', reason: 'MALFORMED', detail })
})
