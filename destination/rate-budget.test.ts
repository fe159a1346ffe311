import { createRateBudget } from './rate-budget'

const LIMITS = [
  { name: 'changes', value: 2, unit: 'requests', windowMs: 10_000, doc: 'https://acme.example' },
  { name: 'changes', value: 3, unit: 'requests', windowMs: 60_000, doc: 'https://acme.example' },
] as const
const request = (key = 'a') =>
  ({ method: 'POST', url: 'https://api.acme.example/lists', headers: { key } }) as const
const waitFor = (afterMs: number) => ({
  status: 'retry',
  reason: 'RATE_LIMITED',
  afterMs,
  detail: 'The published rate is used up.',
})

it('lets through what each window allows, and says how long to wait', () => {
  const budget = createRateBudget(LIMITS)
  expect(budget.take(request(), 0)).toBeUndefined()
  expect(budget.take(request(), 1_000)).toBeUndefined()
  expect(budget.take(request(), 2_000)).toEqual(waitFor(8_000))
  expect(budget.take(request(), 10_000)).toBeUndefined()
  expect(budget.take(request(), 30_000)).toEqual(waitFor(30_000))
})

it('keeps to Retry-After, and each key has its own budget', () => {
  const budget = createRateBudget(LIMITS)
  budget.refused(request('a'), 0, 5_000)
  expect(budget.take(request('a'), 1_000)).toEqual(waitFor(4_000))
  expect(budget.take(request('b'), 1_000)).toBeUndefined()
})

it('has no limit where the platform publishes none', () => {
  const budget = createRateBudget([])
  for (let i = 0; i < 100; i++) expect(budget.take(request(), 0)).toBeUndefined()
})
