/** Reads what actions-core returned or threw, as one result for each event. */
import { isRecord } from '../../platforms/is-record'
import { retryAfterMs } from '../../platforms/outcome-of-response'
import type { DeliveryResult, Exchange } from './connection'

type Reader = (exchanges: readonly Exchange[]) => DeliveryResult[]

/** @param answer what `onBatch` or `onEvent` resolved to. */
export function readAnswer(answer: unknown, count: number): Reader {
  const multistatus = Array.isArray(answer) ? answer.find(isMultistatus)?.multistatus : undefined
  const nodes = multistatus ?? [stepsAsNode(answer)]
  return (exchanges) => {
    const afterMs = longestRetryAfterMs(exchanges)
    return Array.from({ length: count }, (_, index) => resultOf(nodes[index], afterMs))
  }
}

/** @param error what they threw: it counts for every event. */
export function readFailure(error: unknown, count: number): Reader {
  return (exchanges) => {
    const result = withRetryAfter(failure(error), longestRetryAfterMs(exchanges))
    return Array.from({ length: count }, () => ({ ...result }))
  }
}

function isMultistatus(result: unknown): result is { multistatus: unknown[] } {
  return isRecord(result) && Array.isArray(result.multistatus)
}

function resultOf(node: unknown, afterMs: number | undefined): DeliveryResult {
  if (!isRecord(node)) return { httpStatus: 500, reason: 'NO_RESULT' }
  const httpStatus = typeof node.status === 'number' ? node.status : 200
  const outcome = outcomeIn(node.body)
  if (outcome !== undefined) return { httpStatus, ...outcome }
  const { errortype, errormessage } = node
  const reason = codeIn(errormessage) ?? (typeof errortype === 'string' ? errortype : undefined)
  return withRetryAfter(
    {
      httpStatus,
      ...(reason === undefined ? {} : { reason }),
      ...(typeof errormessage === 'string' ? { detail: errormessage } : {}),
    },
    afterMs,
  )
}

/** A single event has a list of steps instead; the last one has what `perform` returned. */
function stepsAsNode(answer: unknown): unknown {
  const data = Array.isArray(answer)
    ? answer.map((step) => (isRecord(step) ? step.data : undefined)).find(isRecord)
    : undefined
  return { status: 200, body: data }
}

/** Our destinations say in the body of a success when they held the event back. */
function outcomeIn(body: unknown): Omit<DeliveryResult, 'httpStatus'> | undefined {
  if (!isRecord(body) || body.outcome !== 'dropped') return undefined
  const { reason, detail } = body
  return {
    dropped: true,
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof detail === 'string' && detail !== '' ? { detail } : {}),
  }
}

/** Our destinations begin a message with its code: `[NO_UNIT] …`. */
function codeIn(message: unknown): string | undefined {
  return typeof message === 'string' ? /^\[([A-Z_]+)\]/.exec(message)?.[1] : undefined
}

function failure(error: unknown): DeliveryResult {
  const detail = isRecord(error) ? String(error.message) : String(error)
  const reason = codeIn(detail) ?? codeOf(error)
  return { httpStatus: statusOf(error), ...(reason === undefined ? {} : { reason }), detail }
}

/** HTTPError keeps its status in `response`; an error of the connection has none at all. */
function statusOf(error: unknown): number {
  if (!isRecord(error)) return 500
  if (isRecord(error.response) && typeof error.response.status === 'number') {
    return error.response.status
  }
  if (typeof error.status === 'number') return error.status
  return isRecord(error) && isConnectionError(error) ? 0 : 500
}

function isConnectionError(error: Record<string, unknown>): boolean {
  return error.name === 'FetchError' || error.name === 'AbortError' || 'errno' in error
}

function codeOf(error: unknown): string | undefined {
  if (!isRecord(error)) return undefined
  if (typeof error.code === 'string') return error.code
  return typeof error.name === 'string' ? error.name : undefined
}

function withRetryAfter(result: DeliveryResult, afterMs: number | undefined): DeliveryResult {
  const failed = result.httpStatus < 200 || result.httpStatus >= 300
  return failed && afterMs !== undefined ? { ...result, afterMs } : result
}

function longestRetryAfterMs(exchanges: readonly Exchange[]): number | undefined {
  const waits = exchanges.flatMap(({ responseHeaders }) => {
    const waitMs = retryAfterMs(responseHeaders?.['retry-after'], Date.now())
    return waitMs === undefined ? [] : [waitMs]
  })
  return waits.length === 0 ? undefined : Math.max(...waits)
}
