/** Which answers Segment delivers again, and when. */
import { LIMITS } from '../limits'

/** 4xx statuses that are delivered again; every other 4xx, and 501, is final. */
const RETRIED_4XX = new Set([408, 423, 429])

/** @param httpStatus 0 stands for no answer at all. */
export function isRetried(httpStatus: number): boolean {
  if (httpStatus === 0 || RETRIED_4XX.has(httpStatus)) return true
  return httpStatus >= 500 && httpStatus !== 501
}

/** The wait after attempt number `attempts`, in accelerated ms. */
export function deliveryWaitMs(attempts: number): number {
  const { deliveryFirstWait, deliveryWaitFactor, deliveryWaitMax } = LIMITS
  const waitMs = deliveryFirstWait.value * deliveryWaitFactor.value ** (attempts - 1)
  return Math.min(deliveryWaitMax.value, waitMs)
}
