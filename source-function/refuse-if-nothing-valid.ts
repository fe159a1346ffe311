import { ExperimentsError } from '../platforms/experiments-error'
import type { Summary } from './summary-of'

/**
 * Segment shows an invocation only if it fails, so a body without one good item fails.
 * @throws ExperimentsError NOTHING_VALID
 */
export function refuseIfNothingValid({ rejected: reasons, sent, in: total }: Summary): void {
  if (sent > 0 || Object.keys(reasons).length === 0) return
  throw new ExperimentsError(
    'NOTHING_VALID',
    `None of the ${total} items could be sent (${JSON.stringify(reasons)}). Compare the webhook with the vendor's documentation.`,
  )
}
