import { outcomeOfResponse, retryAfterMs } from './outcome-of-response'

const NOW_MS = Date.parse('2026-11-21T00:00:00Z')

it.each([200, 202, 204])('counts %d as sent', (status) => {
  expect(outcomeOfResponse({ status }, NOW_MS)).toEqual({ status: 'sent' })
})

it.each([408, 423, 429, 500, 502, 503, 504])('sends again after %d', (status) => {
  expect(outcomeOfResponse({ status }, NOW_MS)).toMatchObject({
    status: 'retry',
    httpStatus: status,
  })
})

it.each([
  [400, 'REFUSED'],
  [401, 'UNAUTHORIZED'],
  [403, 'UNAUTHORIZED'],
  [404, 'NOT_FOUND'],
  [501, 'REFUSED'],
])('is final after %d: %s', (status, reason) => {
  expect(outcomeOfResponse({ status }, NOW_MS)).toMatchObject({
    status: 'rejected',
    reason,
    httpStatus: status,
  })
})

it('waits as long as Retry-After says, in seconds or until a date', () => {
  const headers = { 'Retry-After': '7' }
  expect(outcomeOfResponse({ status: 429, headers }, NOW_MS)).toMatchObject({ afterMs: 7000 })
  expect(retryAfterMs('Sat, 21 Nov 2026 00:00:30 GMT', NOW_MS)).toBe(30_000)
  expect(retryAfterMs('Fri, 20 Nov 2026 00:00:00 GMT', NOW_MS)).toBe(0)
  expect(retryAfterMs('soon', NOW_MS)).toBeUndefined()
})
