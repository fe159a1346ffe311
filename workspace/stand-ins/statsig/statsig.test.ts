import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestStandIn } from '../create-test-stand-in'
import { statsigStandIn } from '.'

const INGEST = { 'statsig-api-key': 'secret-x' }
const CONSOLE = { 'statsig-api-key': 'console-x' }

function fixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(__dirname, `fixtures/${name}.json`), 'utf8')).body
}

const standIn = () => createTestStandIn(statsigStandIn, CONSOLE)

describe('the stand-in of Statsig: events', () => {
  it("takes Statsig's own example, and keeps it", () => {
    const { ask, memory } = standIn()
    const body = fixture('inbound.log_event')
    expect(ask('POST', '/v1/log_event', body, INGEST)).toEqual({
      status: 202,
      body: { success: true },
    })
    expect(memory.accepted('event').map(({ item }) => item)).toEqual(body.events)
  })

  it.each([
    [{ eventName: 'e', metadata: { n: 1 } }, 'body/events/0/metadata/n must be string'],
    [{ eventName: 'e', value: null }, 'body/events/0/value must be string,number'],
    [{ eventName: 'e', user: { userID: 5 } }, 'body/events/0/user/userID must be string'],
    [{ user: {} }, "body/events/0 must have required property 'eventName'"],
  ])('refuses %j', (event, problem) => {
    const { ask, memory } = standIn()
    expect(ask('POST', '/v1/log_event', { events: [event] }, INGEST)).toEqual({
      status: 400,
      body: { status: 400, message: `Invalid request: ${problem}` },
    })
    expect(memory.counts().event).toBe(0)
  })

  it('refuses a Console API key', () => {
    const answer = standIn().ask('POST', '/v1/log_event', fixture('inbound.log_event'), CONSOLE)
    expect(answer.status).toBe(401)
  })
})

describe('the stand-in of Statsig: keys', () => {
  it('answers for a gate with a server secret only', () => {
    const gate = { gateName: 'key_check', user: { userID: 'u' } }
    expect(standIn().ask('POST', '/v1/check_gate', gate, INGEST)).toEqual({
      status: 200,
      body: { name: 'key_check', value: false, rule_id: null, group_name: null },
    })
    expect(standIn().ask('POST', '/v1/check_gate', gate, CONSOLE).status).toBe(401)
  })
})

describe('the stand-in of Statsig: exposures', () => {
  it("takes Statsig's example of a gate", () => {
    const { ask, memory } = standIn()
    ask('POST', '/v1/log_custom_exposure', fixture('inbound.log_custom_exposure.gate'), INGEST)
    expect(memory.counts().exposure).toBe(1)
  })

  it('refuses a group and a rule at once, which is what its own example of an experiment has', () => {
    const body = fixture('inbound.log_custom_exposure.experiment')
    expect(standIn().ask('POST', '/v1/log_custom_exposure', body, INGEST).status).toBe(400)
  })
})

describe('the stand-in of Statsig: ID lists', () => {
  const list = '/console/v1/segments/beta_users/id_list'

  it('creates a list, adds, removes and reads', () => {
    const { ask } = standIn()
    expect(ask('GET', '/console/v1/segments/beta_users').status).toBe(404)
    expect(
      ask('POST', '/console/v1/segments', { name: 'Beta users', id: 'beta_users', type: 'id_list' })
        .status,
    ).toBe(201)
    ask('PATCH', list, fixture('inbound.console.id_list.patch'))
    ask('PATCH', list, { ids: ['id3'] })
    ask('DELETE', list, { ids: ['id1'] })
    expect(ask('GET', list).body).toMatchObject({
      data: { name: 'beta_users', count: 2, ids: ['id2, id3'] },
    })
    expect(ask('GET', '/console/v1/segments/beta_users').body).toMatchObject({ data: { count: 2 } })
  })

  it('refuses a server secret, without repeating it', () => {
    const answer = standIn().ask('PATCH', list, { ids: ['u'] }, INGEST)
    expect(answer).toEqual({
      status: 401,
      body: {
        status: 401,
        message:
          'This endpoint only accepts an active CONSOLE key, but an invalid key was sent. Key: secret-***',
      },
    })
  })

  it('knows no list that was not created', () => {
    expect(standIn().ask('PATCH', list, { ids: ['u'] }).status).toBe(404)
  })

  it('takes 12 changes in 10 s, and says when to come back', () => {
    const { ask, memory } = standIn()
    memory.lists.create({ id: 'beta_users' })
    const statuses = Array.from(
      { length: 13 },
      (_, i) => ask('PATCH', list, { ids: [`u${i}`] }).status,
    )
    expect(statuses).toEqual([...Array(12).fill(200), 429])
    expect(ask('PATCH', list, { ids: ['u'] }).headers).toEqual({ 'retry-after': '10' })
    expect(memory.lists.members('beta_users')).toHaveLength(12)
  })

  it('refuses more than 100,000 ids', () => {
    const { ask, memory } = standIn()
    memory.lists.create({ id: 'beta_users' })
    const ids = Array.from({ length: 100_001 }, (_, i) => `u${i}`)
    expect(ask('PATCH', list, { ids }).status).toBe(400)
  })

  it('keeps a list in the user store, under paths of its own', () => {
    const { ask } = standIn()
    const segment = '/console/v1/segments/vips'
    const made = { name: 'VIPs', id: 'vips', type: 'user_store_id_list', idType: 'companyID' }
    expect(ask('POST', '/console/v1/segments', made).status).toBe(201)
    expect(ask('PATCH', `${segment}/add_ids`, { ids: ['id1', 'id2'] }).status).toBe(200)
    expect(ask('PATCH', `${segment}/remove_ids`, { ids: ['id1'] }).status).toBe(200)
    expect(ask('GET', '/console/v1/segments').body).toMatchObject({
      data: [{ id: 'vips', type: 'user_store_id_list', idType: 'companyID', count: 1 }],
      pagination: { nextPage: null },
    })
    expect(ask('PATCH', `${segment}/id_list`, { ids: ['id3'] })).toEqual({
      status: 400,
      body: {
        status: 400,
        message: "Segment must be of type 'id_list' to be modified on this endpoint",
      },
    })
    const ids = Array.from({ length: 1_001 }, (_, i) => `u${i}`)
    expect(ask('PATCH', `${segment}/add_ids`, { ids }).status).toBe(400)
  })

  it('lists its segments in pages', () => {
    const { ask, memory } = standIn()
    for (const id of ['one', 'two', 'three']) memory.lists.create({ id })
    expect(ask('GET', '/console/v1/segments?limit=2&page=2').body).toMatchObject({
      data: [{ id: 'three' }],
      pagination: { pageNumber: 2, nextPage: null },
    })
  })
})
