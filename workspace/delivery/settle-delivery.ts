/** Notes in a delivery what became of an attempt, and whether and when there is another. */
import type { Clock } from '../clock'
import { LIMITS } from '../limits'
import type { DeliveryRecord } from '../records'
import type { DeliveryResult } from './connection'
import { deliveryWaitMs, isRetried } from './retry-policy'

/**
 * @param spentMs accelerated time since the event was added, without the requests.
 * @returns the accelerated wait until the next attempt, or undefined if there is none.
 */
export function settleDelivery(
  delivery: DeliveryRecord,
  result: DeliveryResult,
  requestIds: string[],
  spentMs: number,
  clock: Clock,
): number | undefined {
  const { httpStatus, reason, detail, afterMs } = result
  const answer = {
    httpStatus,
    ...(reason === undefined ? {} : { reason }),
    ...(detail === undefined ? {} : { detail }),
  }
  delivery.attempts.push({ at: new Date(clock.nowMs()).toISOString(), ...answer, requestIds })
  delete delivery.reason
  delete delivery.detail
  delete delivery.nextAt
  Object.assign(delivery, answer, { status: statusAfter(result, spentMs) })
  if (delivery.status !== 'retrying') return undefined
  const waitMs = Math.max(deliveryWaitMs(delivery.attempts.length), afterMs ?? 0)
  delivery.nextAt = new Date(clock.nowMs() + waitMs / clock.timeScale).toISOString()
  return waitMs
}

function statusAfter(result: DeliveryResult, spentMs: number): DeliveryRecord['status'] {
  const { httpStatus, dropped } = result
  if (httpStatus >= 200 && httpStatus < 300) return dropped ? 'dropped' : 'sent'
  if (!isRetried(httpStatus)) return 'rejected'
  return spentMs < LIMITS.deliveryBudget.value ? 'retrying' : 'expired'
}
