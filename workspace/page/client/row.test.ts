import type { DeliveryRecord, EventRecord } from '../../records'
import { rowOfEvent, rowOfWebhook } from './row'

const AT = '2026-11-21T00:00:00.000Z'

function event(more: Partial<EventRecord> = {}): EventRecord {
  const call = { type: 'track', messageId: 'm1', timestamp: AT, receivedAt: AT }
  const ids = { id: '1', at: AT, sourceId: 'website', requestId: '0', messageId: 'm1' }
  const rest = { type: 'track', name: 'Order Completed', event: call }
  return { ...ids, ...rest, status: 'accepted', deliveryIds: [], skipped: [], ...more }
}

function delivery(
  destinationId: string,
  status: DeliveryRecord['status'],
  reason?: string,
): DeliveryRecord {
  const ids = { id: destinationId, at: AT, eventId: '1', messageId: 'm1', destinationId }
  const said = reason === undefined ? {} : { reason }
  return { ...ids, action: 'trackEvent', status, attempts: [], ...said }
}

describe('the row of an event', () => {
  it('is in the state that needs attention most, and says each destination’s', () => {
    const deliveries = [delivery('a', 'sent'), delivery('b', 'rejected', 'NO_UNIT')]
    const { state, note } = rowOfEvent(event(), deliveries)
    expect({ state, note }).toEqual({ state: 'rejected', note: '✕ b NO_UNIT  ✓ a' })
  })

  it('is accepted where no destination takes it, and says why', () => {
    const skipped = [{ destinationId: 'a', reason: 'NOT_SUBSCRIBED' as const }]
    expect(rowOfEvent(event({ skipped }), [])).toMatchObject({
      state: 'accepted',
      note: 'NOT_SUBSCRIBED',
    })
    expect(rowOfEvent(event(), []).note).toBe('no destination is connected')
  })

  it('names the unit by userId, or else by anonymousId', () => {
    expect(rowOfEvent(event({ userId: 'u1', anonymousId: 'a1' }), []).unit).toBe('u1')
    expect(rowOfEvent(event({ anonymousId: 'a1' }), []).unit).toBe('a1')
  })

  it('is found by what is in its properties', () => {
    const call = { ...event().event, properties: { coupon: 'SUMMER' } }
    expect(rowOfEvent(event({ event: call }), []).text).toContain('summer')
  })
})

describe('the row of a webhook', () => {
  const run = { at: AT, durationMs: 1, logs: [], emitted: 0 }
  const webhook = { id: '2', at: AT, sourceId: 'hook' }

  it.each([
    [[], 'pending', ''],
    [[{ ...run, outcome: 'done' as const, emitted: 2 }], 'sent', '2 emitted'],
    [[{ ...run, outcome: 'done' as const }], 'dropped', '0 emitted'],
    [
      [{ ...run, outcome: 'retry' as const, error: { name: 'RetryError', message: 'later' } }],
      'retrying',
      'later',
    ],
  ])('after %j is %s', (runs, state, note) => {
    expect(rowOfWebhook({ ...webhook, runs })).toMatchObject({ state, note })
  })

  it('counts what the function held back, by reason', () => {
    const summary = { in: 3, sent: 1, dropped: { FILTERED: 2 }, rejected: {}, items: [] }
    const runs = [{ ...run, outcome: 'done' as const, emitted: 1 }]
    expect(rowOfWebhook({ ...webhook, runs, summary }).note).toBe('3 in, 1 sent, 2 FILTERED')
  })
})
