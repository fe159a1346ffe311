import { join } from 'node:path'
import { buildSourceFunction } from '../../scripts/build/source-function'
import { createWorkspace, type Workspace } from '../../workspace/create-workspace'

const ROOT = join(__dirname, '../..')
const TOKEN = 'local'
const GOOD = {
  eventName: 'statsig::experiment_exposure',
  userID: 'u1',
  unitID: 'userID',
  timestamp: 1_700_000_000_000,
  timeUUID: 'af379f61-ab22-11ec-8e0a-05c3ee70bd0c',
  metadata: { config: 'checkout', ruleID: 'r1', experimentGroupName: 'Test' },
}

let workspace: Workspace

beforeAll(async () => {
  await buildSourceFunction(ROOT)
})

beforeEach(async () => {
  const file = join(ROOT, 'dist/functions/source.js')
  const settings = { platform: 'statsig', sharedSecret: TOKEN }
  workspace = await createWorkspace({
    sources: [{ id: 'hooks', sourceFunction: { file, settings } }],
  })
})

afterEach(() => workspace.stop())

const send = (body: unknown) => workspace.send('hooks', body, { query: { token: TOKEN } })
const events = () => workspace.events().map(({ event, status }) => [event.event, status])

it('lets the good items of an array arrive, and says what became of each other one', async () => {
  const { summary, status } = await send([
    null,
    GOOD,
    { ...GOOD, userID: '' },
    { ...GOOD, eventName: 'statsig::something_new' },
    { ...GOOD, timestamp: 'soon' },
    { ...GOOD, timeUUID: 'b2' },
  ])
  expect(status).toBe(200)
  expect(summary).toEqual({
    platform: 'statsig',
    auth: 'secret-verified',
    in: 6,
    sent: 2,
    dropped: { NO_UNIT: 1, UNKNOWN_KIND: 1 },
    rejected: { MALFORMED: 2 },
    items: [
      [0, 'rejected', 'MALFORMED'],
      [2, 'dropped', 'NO_UNIT'],
      [3, 'dropped', 'UNKNOWN_KIND'],
      [4, 'rejected', 'MALFORMED'],
    ],
  })
  expect(events()).toEqual([
    ['statsig::experiment_exposure', 'accepted'],
    ['statsig::experiment_exposure', 'accepted'],
  ])
})

it('sends the same webhook once, delivered three times', async () => {
  for (let delivery = 0; delivery < 3; delivery++) await send([GOOD])
  const messageIds = workspace.events().map(({ messageId }) => messageId)
  expect(new Set(messageIds).size).toBe(1)
  expect(workspace.events().map(({ status }) => status)).toEqual([
    'accepted',
    'duplicate',
    'duplicate',
  ])
})

it('refuses a body over 512 KiB before the function sees it', async () => {
  const { status, runs, error } = await send([{ ...GOOD, value: 'x'.repeat(512 * 1024) }])
  expect(status).toBe(413)
  expect(runs ?? []).toEqual([])
  expect(error).toBe('The body has 524529 bytes, 524288 are allowed.')
  expect(events()).toEqual([])
})

it.each([
  ['a body that is not JSON', 'eventName=x', /InvalidEventPayload: \[NOT_JSON\]/],
  ['a body of nobody', { hello: 1 }, /InvalidEventPayload: \[UNKNOWN_BODY\]/],
  ['the body of a platform that is not set up here', { acme: [] }, /\[UNKNOWN_BODY\]/],
  ['a body without one good item', [null, 7], /InvalidEventPayload: \[NOTHING_VALID\]/],
])('refuses %s for good', async (_, body, message) => {
  const { status, error, runs } = await send(body)
  expect(status).toBe(400)
  expect(error).toMatch(message)
  expect(runs?.map(({ outcome }) => outcome)).toEqual(['discarded'])
  expect(events()).toEqual([])
})
