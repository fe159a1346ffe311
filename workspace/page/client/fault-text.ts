/** A fault in words. */
import type { Fault } from '../../stand-ins/faults'

const WHAT: Readonly<Record<Fault['kind'], string>> = {
  status: 'answers',
  timeout: 'does not answer',
  reset: 'closes the connection',
  duplicate: 'accepts, and its answer is lost',
  reorder: 'gets events out of order',
  late: 'gets events late',
}

export function faultText(fault: Fault | null): string {
  if (fault === null) return 'works'
  const { kind, status = 500, retryAfterSeconds, count } = fault
  const code = kind === 'status' ? ` ${status}` : ''
  const wait = retryAfterSeconds === undefined ? '' : `, Retry-After ${retryAfterSeconds} s`
  return `${WHAT[kind]}${code}${wait} (${howOften(count)})`
}

function howOften(count: number | undefined): string {
  if (count === undefined) return 'until repaired'
  return count === 1 ? 'once' : `${count} times`
}
