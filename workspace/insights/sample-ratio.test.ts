import { sampleRatio } from './sample-ratio'

// Reference values: R, `pchisq(x, df, lower.tail = FALSE)`, and exp(-x / 2) for two degrees of freedom.
it.each([
  [[100, 100], 0, 1, 1],
  [[520, 480], 1.6, 1, 0.20590321073206466],
  [[50, 30, 20], 14, 2, Math.exp(-7)],
  [[25, 25, 25, 25, 60], 30.625, 4, 3.6495e-6],
])('says how likely the split %j is', (counts, chiSquare, degreesOfFreedom, p) => {
  const ratio = sampleRatio(counts)
  expect(ratio?.chiSquare).toBeCloseTo(chiSquare, 10)
  expect(ratio?.degreesOfFreedom).toBe(degreesOfFreedom)
  expect((ratio?.p ?? 0) / p).toBeCloseTo(1, 3)
})

it('says nothing about one variation, or nobody', () => {
  expect(sampleRatio([5])).toBeUndefined()
  expect(sampleRatio([0, 0])).toBeUndefined()
})
