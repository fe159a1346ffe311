/** What one direction of the demo came to. */
export interface Direction {
  title: string
  itemsIn: number
  sent: number
  /** By reason. */
  dropped: Record<string, number>
  /** Attempts beyond the first. */
  retried: number
  /** What should have arrived at the other end, and did. */
  arrived: { expected: number; actual: number }
  notes: string[]
}

export const isWhole = ({ arrived }: Direction) => arrived.actual === arrived.expected

export function count(into: Record<string, number>, reason: string, by = 1): void {
  into[reason] = (into[reason] ?? 0) + by
}
