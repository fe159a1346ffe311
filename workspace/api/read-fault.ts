/** Reads a fault from the body of `POST /api/faults`. */
import { isRecord } from '../../platforms/is-record'
import type { Fault } from '../stand-ins/faults'

/** A fault; undefined for "none", which clears it; a sentence if the body is wrong. */
export function readFault(body: unknown): Fault | undefined | string {
  if (!isRecord(body)) return 'A JSON object is needed'
  const { kind, status, count, retryAfterSeconds } = body
  if (kind === 'none') return undefined
  if (kind !== 'status' && kind !== 'timeout' && kind !== 'reset') {
    return '"kind" must be status, timeout, reset or none'
  }
  if (kind === 'status' && !isBetween(status, 400, 599)) return '"status" must be from 400 to 599'
  return {
    kind,
    ...(typeof status === 'number' ? { status } : {}),
    ...(isBetween(count, 1, 1e9) ? { count } : {}),
    ...(isBetween(retryAfterSeconds, 0, 86_400) ? { retryAfterSeconds } : {}),
  }
}

function isBetween(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && value >= min && value <= max
}
