/** One measured row: both sides were run in one process or one run, and only the ratio is a claim. */
export interface BenchResult {
  /** What was measured, such as `CPU per event ÷ JSON.parse + JSON.stringify`. */
  name: string
  value: number
  /** Such as `×`, `bytes gzip`, `requests per 1,000 events`, `µs`. */
  unit: string
  /** What the issue asks for: the value that must not be exceeded, unless `atLeast`. */
  limit?: number
  atLeast?: true
  note?: string
}

/** A benchmark: `bench/<name>.ts` exports one as its default. */
export type Bench = () => Promise<readonly BenchResult[]>
