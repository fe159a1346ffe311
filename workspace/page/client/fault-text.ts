/** A fault in words. */
import type { Fault } from '../../stand-ins/faults'

export function faultText(fault: Fault | null): string {
  if (fault === null) return 'works'
  return `${whatHappens(fault)}${howOften(fault)}`
}

function whatHappens({ kind, status, retryAfterSeconds }: Fault): string {
  if (kind !== 'status') return kind === 'timeout' ? 'does not answer' : 'closes the connection'
  const wait = retryAfterSeconds === undefined ? '' : `, Retry-After ${retryAfterSeconds} s`
  return `answers ${status ?? 500}${wait}`
}

function howOften({ count }: Fault): string {
  if (count === undefined) return ' until cleared'
  return count === 1 ? ' to the next request' : ` to the next ${count} requests`
}
