import { createActivity } from '../activity'
import { createManualClock } from '../manual-clock'
import type { SegmentCall } from '../segment-call'
import type { Batching, Connection } from './connection'
import { createDeliveryQueue } from './delivery-queue'

/** A destination that answers by the name of the event, such as `503 a` or `200 b`. */
function queue(batching?: Batching) {
  const clock = createManualClock()
  const sent: string[] = []
  const connection: Connection = {
    destinationId: 'd',
    action: 'a',
    integrationName: 'D',
    matches: () => true,
    ...(batching === undefined ? {} : { batching }),
    deliver(calls) {
      sent.push(`${clock.elapsedMs() / 1000}: ${calls.map(({ event }) => event).join(', ')}`)
      const results = calls.map(({ event }) => ({ httpStatus: Number(event?.split(' ')[0]) }))
      return Promise.resolve({ results, exchanges: [] })
    },
  }
  const { add } = createDeliveryQueue(connection, {
    clock,
    activity: createActivity(),
    save: () => {},
    beginBatch: () => () => {},
    saveRequest: () => '',
  })
  return {
    clock,
    sent,
    add(event: string) {
      const call: SegmentCall = {
        type: 'track',
        event,
        messageId: event,
        timestamp: '',
        receivedAt: '',
      }
      const record = {
        id: event,
        at: '',
        eventId: '',
        messageId: event,
        destinationId: 'd',
        action: 'a',
      }
      add({ ...record, status: 'pending', attempts: [] }, call)
    },
  }
}

const batching: Batching = { size: 100, bytes: 1e6, waitMs: 10_000, groupOf: () => '' }

it('does not let one event that fails hold up the others', async () => {
  const { add, sent, clock } = queue(batching)
  add('503 a')
  add('200 b')
  await clock.advance(10_000)
  add('200 c')
  await clock.advance(10_000)
  expect(sent).toEqual(['10: 503 a, 200 b', '20: 503 a, 200 c'])
})

it('holds the whole group back, in its order, while the platform takes nothing', async () => {
  const { add, sent, clock } = queue(batching)
  add('503 a')
  await clock.advance(10_000)
  add('200 b')
  await clock.advance(9_999)
  expect(sent).toEqual(['10: 503 a'])
  await clock.advance(1)
  expect(sent[1]).toBe('20: 503 a, 200 b')
})

it('goes on with other events where there is no batching, unless the platform asks to wait', async () => {
  const busy = queue()
  busy.add('503 a')
  busy.add('200 b')
  await busy.clock.advance(0)
  busy.add('200 c')
  expect(busy.sent).toEqual(['0: 503 a', '0: 200 b', '0: 200 c'])

  const limited = queue()
  limited.add('429 a')
  await limited.clock.advance(0)
  limited.add('200 b')
  await limited.clock.advance(9_999)
  expect(limited.sent).toEqual(['0: 429 a'])
})
