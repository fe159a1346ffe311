import type { SegmentCall } from './segment-call'
import { splitBatches } from './split-batches'

const SENT_AT = '2026-11-21T00:00:00.000Z'
const call = (n: number, text = ''): SegmentCall => ({
  type: 'track',
  event: 'e',
  userId: 'u',
  properties: { n, text },
  messageId: `m-${n}`,
  timestamp: SENT_AT,
})

const read = (body: string) =>
  (JSON.parse(body) as { batch: SegmentCall[]; sentAt: string }).batch.map(
    ({ messageId }) => messageId,
  )

it('makes no batch of nothing', () => {
  expect(splitBatches([], SENT_AT)).toEqual([])
})

it('puts what fits into one batch, in order', () => {
  const calls = [call(1), call(2)]
  expect(splitBatches(calls, SENT_AT).map((body) => JSON.parse(body))).toEqual([
    { batch: calls, sentAt: SENT_AT },
  ])
})

it('never puts more than 2,500 events into a batch', () => {
  const calls = Array.from({ length: 5001 }, (_, n) => call(n))
  const batches = splitBatches(calls, SENT_AT).map(read)
  expect(batches.map((batch) => batch.length)).toEqual([2500, 2500, 1])
  expect(batches.flat()).toEqual(calls.map(({ messageId }) => messageId))
})

it('never makes a batch of more than 500 KB, counted in bytes', () => {
  const calls = Array.from({ length: 100 }, (_, n) => call(n, 'é🎈'.repeat(1500)))
  const batches = splitBatches(calls, SENT_AT)
  for (const body of batches) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(500_000)
  expect(batches.flatMap(read)).toEqual(calls.map(({ messageId }) => messageId))
  expect(batches).toHaveLength(2)
})
