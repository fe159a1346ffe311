import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { createWorkspace, type Workspace } from '../create-workspace'

const SECRET = 'open-sesame'
let workspace: Workspace
let captureFolder: string

beforeEach(async () => {
  captureFolder = mkdtempSync(join(tmpdir(), 'capture-'))
  workspace = await createWorkspace({
    captureFolder,
    sources: [
      { id: 'app' },
      {
        id: 'hook',
        sourceFunction: {
          file: join(__dirname, '../../dist/functions/source.js'),
          settings: { platform: 'statsig', sharedSecret: SECRET },
        },
      },
    ],
  })
})

afterEach(async () => {
  await workspace.stop()
  rmSync(captureFolder, { recursive: true })
})

const get = async (path: string) => (await fetch(`${workspace.url}/api/${path}`)).json()

async function post(path: string, body: unknown) {
  const headers = { 'content-type': 'application/json' }
  const init = { method: 'POST', body: JSON.stringify(body), headers }
  return (await fetch(`${workspace.url}/api/${path}`, init)).json()
}

/** An experiment exposure as Statsig documents it, see platforms/statsig/fixtures/webhook. */
function exposure(userID: string, group: string, timeUUID: string, config = 'checkout') {
  return {
    eventName: 'statsig::experiment_exposure',
    user: { userID, email: `${userID}@shop.example` },
    userID,
    timestamp: 1644520566969,
    value: '',
    metadata: { config, ruleID: group, experimentGroupName: group, reason: 'Network' },
    timeUUID,
    unitID: 'userID',
  }
}

const send = (items: unknown[]) => workspace.send('hook', items, { query: { token: SECRET } })

it('counts exposures per variation, the sample ratio, and units that saw two', async () => {
  const items = Array.from({ length: 30 }, (_, i) =>
    exposure(`u${i}`, i < 20 ? 'Control' : 'Test', `id${i}`),
  )
  await send(items)
  await send(items.slice(0, 5))
  await send([exposure('u0', 'Test', 'another')])
  const [experiment] = (await get('exposures')).items
  const { series, sampleRatio, ...counts } = experiment
  expect(counts).toEqual({
    platform: 'statsig',
    kind: 'experiment',
    experimentId: 'checkout',
    exposures: 31,
    units: 30,
    unitsInSeveral: 1,
    variations: [
      { variationId: 'Control', variationName: 'Control', exposures: 20, units: 20 },
      { variationId: 'Test', variationName: 'Test', exposures: 11, units: 11 },
    ],
    capped: false,
  })
  expect(sampleRatio.p).toBeCloseTo(0.106, 3)
  const over = (variation: string) =>
    series.reduce(
      (sum: number, step: { counts: Record<string, number> }) =>
        sum + (step.counts[variation] ?? 0),
      0,
    )
  expect([over('Control'), over('Test')]).toEqual([20, 11])
})

it('counts exposures that a browser sends in the standard form', async () => {
  await workspace.track('app', {
    anonymousId: 'a1',
    event: 'Experiment Viewed',
    properties: { experiment_id: 'hero', variation_id: 'b' },
  })
  expect((await get('exposures')).items).toMatchObject([
    { platform: 'segment', experimentId: 'hero', units: 1, variations: [{ variationId: 'b' }] },
  ])
})

const seenInBrowser = {
  userId: 'u1',
  timestamp: '2026-01-01T00:00:00.000Z',
  context: { experiment_units: { userID: 'u1' } },
}
const nativeForm = {
  ...seenInBrowser,
  event: 'statsig::experiment_exposure',
  properties: { metadata: { config: 'checkout', ruleID: 'r1', experimentGroupName: 'Test' } },
}
const standardForm = {
  ...seenInBrowser,
  event: 'Experiment Viewed',
  properties: {
    experiment_id: 'checkout',
    variation_id: 'r1',
    experiment_platform: 'statsig',
    experiment_unit_kind: 'userID',
    experiment_unit_id: 'u1',
  },
}

it.each([
  ['in native form', [nativeForm]],
  ['in native and standard form', [nativeForm, standardForm]],
])('counts an exposure that a browser sends %s once', async (_, calls) => {
  for (const call of calls) await workspace.track('app', call)
  expect((await get('exposures')).items).toMatchObject([
    { platform: 'statsig', experimentId: 'checkout', exposures: 1, units: 1, unitsInSeveral: 0 },
  ])
})

it("shows one unit's way from exposure to conversion", async () => {
  await send([exposure('u1', 'Test', 'id1'), exposure('u2', 'Control', 'id2')])
  await workspace.track('app', { userId: 'u1', event: 'Order Completed' })
  workspace.platform('statsig').createList({ id: 'beta' })
  const timeline = await get('units/u1')
  expect(
    timeline.events.map((event: { name: string; exposure?: object }) => [
      event.name,
      event.exposure,
    ]),
  ).toEqual([
    [
      'statsig::experiment_exposure',
      expect.objectContaining({ experimentId: 'checkout', variationId: 'Test' }),
    ],
    ['Order Completed', undefined],
  ])
  expect(timeline.lists).toEqual([])
})

it('shows what another filter and identity mapping would make of the items that came', async () => {
  await send([exposure('u1', 'Test', 'id1'), exposure('u2', 'Test', 'id2', 'hero')])
  const settings = { exclude: ['hero'], identityMapping: { userID: 'anonymousId' } }
  const { items, counts } = await post('preview', { settings })
  expect(counts).toEqual({ items: 2, changed: 2, sentBefore: 2, sentAfter: 1 })
  expect(items[0].after.calls[0]).toMatchObject({ anonymousId: 'u1' })
  expect(items[1].after.outcome).toEqual({
    status: 'dropped',
    reason: 'FILTERED',
    detail: 'exclude',
  })
})

it('says what is wrong with a proposed setting', async () => {
  const { message } = await post('preview', { settings: { eventForm: 'sideways' } })
  expect(message).toContain('[BAD_SETTING] eventForm must be one of native, standard, both')
})

it('estimates messages, tracked users and function-hours of a million exposures', async () => {
  await send([exposure('u1', 'Test', 'id1'), exposure('u1', 'Test', 'id2', 'hero')])
  const { measured, perMillionExposures } = await get('estimate')
  expect(measured).toMatchObject({ requests: 1, exposures: 2 })
  expect(perMillionExposures.native).toMatchObject({ messages: 1_000_000, trackedUsers: 500_000 })
  expect(perMillionExposures.both).toMatchObject({ messages: 2_000_000, trackedUsers: 500_000 })
  expect(perMillionExposures.native.functionHours).toBeCloseTo(
    (measured.functionMs / 2 / 3_600_000) * 1e6,
    6,
  )
})

it('sends the test events that come with a platform, new each time', async () => {
  const { items } = await get('test-events')
  const names = items.filter(({ platform }: { platform: string }) => platform === 'statsig')
  expect(names).toContainEqual(
    expect.objectContaining({ name: 'experiment_exposure', sourceId: 'hook' }),
  )
  for (let times = 0; times < 2; times++) {
    const sent = await post('test-events', { platform: 'statsig', name: 'experiment_exposure' })
    expect(sent).toEqual({ status: 200, requestId: expect.any(String) })
  }
  expect(workspace.events().map(({ status }) => status)).toEqual(['accepted', 'accepted'])
})

it('switches the mode of the functions host', async () => {
  expect((await get('workspace')).mode).toBe('deployed')
  expect(await post('mode', { mode: 'tester' })).toEqual({ mode: 'tester' })
  expect((await get('workspace')).mode).toBe('tester')
  expect(await post('mode', { mode: 'sideways' })).toHaveProperty('message')
})

it('captures a webhook as a fixture without persons, and as a test that fails', async () => {
  const request = await send([exposure('jane-doe-77', 'Test', 'id1')])
  const { file, fixture, test } = await post('fixtures', { requestId: request.id })
  expect(fixture.body[0]).toMatchObject({
    eventName: 'statsig::experiment_exposure',
    user: { userID: 'unit-1', email: 'person-1@example.com' },
    userID: 'unit-1',
    metadata: { config: 'checkout' },
  })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(fixture)
  expect(`${JSON.stringify(fixture)}${test}`).not.toMatch(/jane|shop\.example|open-sesame/)
  expect(transformSync(test, { loader: 'ts' }).warnings).toEqual([])
  expect(test).toContain(
    "expect(workspace.events()).toEqual(['the events that should have been sent'])",
  )
})

it('captures an event as a fixture', async () => {
  await workspace.track('app', {
    userId: 'jane-doe-77',
    event: 'Order Completed',
    properties: { email: 'jane@shop.example', product: 'Shoe' },
    context: { ip: '203.0.113.9' },
  })
  const { fixture } = await post('fixtures', { eventId: workspace.events()[0]?.id })
  expect(fixture.body).toMatchObject({
    userId: 'unit-1',
    properties: { email: 'person-1@example.com', product: 'Shoe' },
  })
  expect(JSON.stringify(fixture)).not.toMatch(/jane|203\.0/)
})
