/** Reads a fault from the body of `POST /api/faults`. */
import { isRecord } from '../../platforms/is-record'
import type { Fault } from '../stand-ins/faults'

/** A fault; undefined for "none", which clears it; a sentence if the body is wrong. */
export function readFault(body: unknown): Fault | undefined | string {
  if (!isRecord(body)) return 'A JSON object is needed'
  const { kind, status, count, retryAfterSeconds, lateMs } = body
  if (kind === 'none') return undefined
  const known = KINDS.find((one) => one === kind)
  if (known === undefined) return `"kind" must be one of ${KINDS.join(', ')}, none`
  if (known === 'status' && !isBetween(status, 400, 599)) return '"status" must be from 400 to 599'
  return {
    kind: known,
    ...(typeof status === 'number' ? { status } : {}),
    ...(isBetween(count, 1, 1e9) ? { count } : {}),
    ...(isBetween(retryAfterSeconds, 0, 86_400) ? { retryAfterSeconds } : {}),
    ...(isBetween(lateMs, 0, 86_400_000) ? { lateMs } : {}),
  }
}

const KINDS = ['status', 'timeout', 'reset', 'duplicate', 'reorder', 'late'] as const

function isBetween(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max
}
