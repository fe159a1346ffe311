/** From counts in steps of time to running totals, one line for each variation. */
export interface Step {
  at: string
  counts: Readonly<Record<string, number>>
}

export function cumulate(
  series: readonly Step[],
  variationIds: readonly string[],
): { atMs: number; total: number }[][] {
  return variationIds.map((variationId) => {
    let total = 0
    return series.map(({ at, counts }) => {
      total += counts[variationId] ?? 0
      return { atMs: Date.parse(at), total }
    })
  })
}
