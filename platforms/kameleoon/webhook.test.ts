import type { WebhookItem } from '../platform'
import { webhook } from './webhook'

const event = {
  userId: 'xf54dd2thdd5',
  event: '[Company] Experiment',
  properties: { experimentId: 12345, variationId: 15685 },
  timestamp: 1730194985000,
}

function parse(item: unknown, settings = {}): WebhookItem {
  const parsed = webhook.parse(item, settings)
  if ('status' in parsed) throw new Error(`not an item: ${JSON.stringify(parsed)}`)
  return parsed
}

it('names the event after the company in the settings', () => {
  expect(parse(event, { company: 'Shop' }).native?.event).toBe('[Shop] Experiment')
  expect(parse(event).native?.event).toBe('[Company] Experiment')
})

it('keeps the numeric ids in native form, and as text in ours', () => {
  const { native, exposure } = parse(event)
  expect(native?.properties).toEqual({ experimentId: 12345, variationId: 15685 })
  expect(exposure).toMatchObject({ experimentId: '12345', variationId: '15685' })
})

it('calls the unit what the setting says, because the event does not', () => {
  expect(parse(event).units).toEqual([{ kind: 'visitorCode', id: 'xf54dd2thdd5' }])
  expect(parse(event, { unitKind: 'crossDeviceId' }).units).toEqual([
    { kind: 'crossDeviceId', id: 'xf54dd2thdd5' },
  ])
})

it.each([
  [{ ...event, timestamp: undefined }, 'timestamp must be ms since 1970'],
  [{ ...event, properties: { experimentId: null } }, 'experimentId must be a number'],
  [{ ...event, event: {} }, 'event must be a string'],
  [7, 'an event must be an object'],
])('rejects %j', (item, detail) => {
  const outcome = webhook.parse(item, {})
  expect(outcome).toMatchObject({ status: 'rejected', reason: 'MALFORMED', detail })
})
