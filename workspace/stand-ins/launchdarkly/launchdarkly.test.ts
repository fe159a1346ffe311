import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestStandIn } from '../create-test-stand-in'
import { launchdarklyStandIn } from '.'

const { clientSideId, apiToken } = launchdarklyStandIn.settings('http://127.0.0.1')
const HEADERS = { 'x-launchdarkly-event-schema': '4', authorization: String(apiToken) }
const EVENTS = `/events/bulk/${clientSideId}`
const AUDIENCES = '/api/v2/segment-targets/segment-audiences'
const body: unknown[] = JSON.parse(
  readFileSync(join(__dirname, 'fixtures/inbound.metric-import.json'), 'utf8'),
).body

const standIn = () => createTestStandIn(launchdarklyStandIn, HEADERS)

describe('the stand-in of LaunchDarkly: events', () => {
  it.each([EVENTS, '/v2/event-data-import/default/production'])(
    "takes LaunchDarkly's own example at %s",
    (path) => {
      const { ask, memory } = standIn()
      expect(ask('POST', path, body)).toEqual({ status: 202 })
      expect(memory.accepted('event').map(({ item }) => item)).toEqual(body)
    },
  )

  it('takes a payload once, by its id', () => {
    const { ask, memory } = standIn()
    const headers = { ...HEADERS, 'x-launchdarkly-payload-id': 'one' }
    ask('POST', EVENTS, body, headers)
    ask('POST', EVENTS, body, headers)
    ask('POST', EVENTS, body, { ...headers, 'x-launchdarkly-payload-id': 'two' })
    expect(memory.counts().event).toBe(4)
  })

  it.each([
    [{ kind: 'feature' }, 'body/0/kind must be equal to constant'],
    [{ contextKeys: {} }, 'body/0/contextKeys must NOT have fewer than 1 properties'],
    [{ contextKeys: { user: 5 } }, 'body/0/contextKeys/user must be string'],
    [{ creationDate: '2026-01-01' }, 'body/0/creationDate must be integer'],
    [{ metricValue: '5' }, 'body/0/metricValue must be number'],
  ])('refuses %j', (fields, message) => {
    const event = {
      kind: 'custom',
      key: 'k',
      creationDate: 1,
      contextKeys: { user: 'u' },
      ...fields,
    }
    expect(standIn().ask('POST', EVENTS, [event])).toEqual({
      status: 400,
      body: { code: '400', message },
    })
  })

  it('refuses another schema, environment or token', () => {
    const { ask } = standIn()
    expect(ask('POST', EVENTS, body, { 'x-launchdarkly-event-schema': '3' }).status).toBe(406)
    expect(ask('POST', '/events/bulk/other', body).status).toBe(404)
    const bearer = { ...HEADERS, authorization: `Bearer ${apiToken}` }
    expect(ask('POST', '/v2/event-data-import/a/b', body, bearer).status).toBe(401)
  })
})

describe('the stand-in of LaunchDarkly: audiences', () => {
  const change = (userId: string, value: boolean) => ({
    environmentId: clientSideId,
    contextKind: 'user',
    batch: [{ userId, cohortName: 'Beta users', cohortId: 'aud_1', value }],
  })

  it('creates the segment at its first membership, adds and removes', () => {
    const { ask, memory } = standIn()
    for (const body of [change('u1', true), change('u2', true), change('u1', false)]) {
      expect(ask('POST', AUDIENCES, body)).toEqual({ status: 200, body: {} })
    }
    expect(memory.lists.all()).toEqual([
      { id: 'aud_1', name: 'Beta users', unitKind: 'user', count: 1 },
    ])
    expect(memory.lists.members('aud_1')).toEqual(['u2'])
  })

  it('refuses a member without an id, another environment and another token', () => {
    const { ask } = standIn()
    expect(ask('POST', AUDIENCES, change('', true)).status).toBe(400)
    expect(ask('POST', AUDIENCES, { ...change('u', true), environmentId: 'other' }).status).toBe(
      404,
    )
    expect(ask('POST', AUDIENCES, change('u', true), {}).status).toBe(401)
  })
})

it('the stand-in of LaunchDarkly answers the checks of keys', () => {
  const { ask } = standIn()
  expect(ask('HEAD', `/sdk/goals/${clientSideId}`).status).toBe(200)
  expect(ask('HEAD', '/sdk/goals/other').status).toBe(404)
  expect(ask('GET', '/api/v2/versions').status).toBe(200)
  expect(ask('GET', '/api/v2/versions', undefined, {}).status).toBe(401)
})
