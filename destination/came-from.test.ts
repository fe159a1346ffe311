import { acme } from '../platforms/acme'
import { messageIdPrefix, standardMessageId } from '../platforms/message-id'
import { driveDestination } from './testing/drive-destination'
import { type FakePlatform, startFakePlatform } from './testing/fake-platform'
import { trackCall } from './testing/segment-test-events'

const exposure = {
  platform: 'acme',
  kind: 'experiment',
  experimentId: 'checkout',
  variationId: 'b',
  unit: { kind: 'user', id: 'u1' },
  timeMs: 1,
} as const
const DUPLICATE = { status: 200, body: expect.objectContaining({ reason: 'DUPLICATE' }) }
const SENT = { status: 200, body: { outcome: 'sent' } }
let api: FakePlatform

beforeEach(async () => {
  api = await startFakePlatform()
})
afterEach(() => api.close())

const batch = (events: Parameters<typeof trackCall>[0][]) =>
  driveDestination(acme, { apiKey: 'acme-1', host: api.url }).batch(
    'trackEvent',
    events.map((event) => trackCall(event)),
  )

it.each([
  [
    'the source function, native',
    { messageId: `${messageIdPrefix('acme', 'n', 'my-source')}0a1b` },
  ],
  ['a source that is called like it', { messageId: `${messageIdPrefix('acme', 'n', 'acme')}0a1b` }],
  ['the source function, standard', { messageId: standardMessageId(exposure) }],
  ["the vendor's own integration", { context: { library: { name: 'acme', version: '1' } } }],
])('does not send back what came from %s', async (_, event) => {
  expect(await batch([event as never, {}])).toEqual([DUPLICATE, SENT])
  expect(api.requests[0]?.body).toMatchObject({ events: [{ id: 'message-1' }] })
})

it('sends what came from another platform', async () => {
  expect(await batch([{ messageId: `${messageIdPrefix('acme-two', 'n', 'acme')}0a1b` }])).toEqual([
    SENT,
  ])
})
