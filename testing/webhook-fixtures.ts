/** The recorded webhook bodies of a platform, with the Segment calls that they must become. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from '../platforms/outcome'
import type { SegmentCall } from '../source-function/segment-call'

type Expected = Omit<SegmentCall, 'messageId'>[] | Outcome

export interface WebhookFixture {
  /** File name without `.json`. */
  name: string
  /** Where the body was documented. */
  source: string
  provenance: string
  note?: string
  body: unknown
  /** The Segment events that the vendor itself documents for the items, in order. */
  documented?: Record<string, unknown>[]
  /** One entry for each item of the body, in order. */
  expected: { native: Expected[]; standard: Expected[] }
}

export function webhookFixtures(platformId: string): WebhookFixture[] {
  const folder = join(__dirname, '../platforms', platformId, 'fixtures/webhook')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Omit<WebhookFixture, 'name'>),
      name: file.replace(/\.json$/, ''),
    }))
}
