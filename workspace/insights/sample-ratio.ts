/** Is the split between variations what it should be? Pearson's chi-square test against equal shares. */

export interface SampleRatio {
  chiSquare: number
  degreesOfFreedom: number
  /** Probability of a split at least so uneven if the shares are equal. Below 0.001 is a mismatch. */
  p: number
}

/** @param counts units in each variation. Undefined with fewer than two variations, or nobody. */
export function sampleRatio(counts: readonly number[]): SampleRatio | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (counts.length < 2 || total === 0) return undefined
  const expected = total / counts.length
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  const degreesOfFreedom = counts.length - 1
  return { chiSquare, degreesOfFreedom, p: upperGamma(degreesOfFreedom / 2, chiSquare / 2) }
}

const PRECISION = 1e-14
const MAX_STEPS = 10_000

/** The regularised upper incomplete gamma function Q(a, x). https://dlmf.nist.gov/8 */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x)
}

/** https://dlmf.nist.gov/8.11#E4 */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < MAX_STEPS && Math.abs(term) > Math.abs(sum) * PRECISION; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum * Math.exp(-x + a * Math.log(x) - logGamma(a))
}

/** https://dlmf.nist.gov/8.9#E2, evaluated by Lentz's method. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let value = d
  for (let n = 1; n < MAX_STEPS; n++) {
    const factor = -n * (n - a)
    b += 2
    d = 1 / nonZero(factor * d + b, tiny)
    c = nonZero(b + factor / c, tiny)
    value *= d * c
    if (Math.abs(d * c - 1) < PRECISION) break
  }
  return value * Math.exp(-x + a * Math.log(x) - logGamma(a))
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value
}

/** Exact for the halves that a chi-square test needs: `a` is k/2 with a whole k. */
function logGamma(a: number): number {
  const start = Number.isInteger(a) ? 1 : 0.5
  let log = start === 0.5 ? Math.log(Math.PI) / 2 : 0
  for (let value = start; value < a; value++) log += Math.log(value)
  return log
}
