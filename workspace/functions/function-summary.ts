/** Reads the line in which our source function accounts for the items of a request. */
import { isRecord } from '../../platforms/is-record'
import type { FunctionSummary } from '../records'

const PREFIX = 'segment-experiments '

/** The last account among the log lines of a run, if there is one. */
export function summaryOf(logs: readonly string[]): FunctionSummary | undefined {
  for (const line of [...logs].reverse()) {
    const summary = line.startsWith(PREFIX) ? parse(line.slice(PREFIX.length)) : undefined
    if (summary !== undefined) return summary
  }
  return undefined
}

function parse(text: string): FunctionSummary | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value) || typeof value.in !== 'number' || typeof value.sent !== 'number') {
    return undefined
  }
  return {
    ...(typeof value.platform === 'string' ? { platform: value.platform } : {}),
    ...(typeof value.auth === 'string' ? { auth: value.auth } : {}),
    in: value.in,
    sent: value.sent,
    dropped: counts(value.dropped),
    rejected: counts(value.rejected),
    items: Array.isArray(value.items) ? value.items.flatMap(item) : [],
  }
}

function counts(value: unknown): Record<string, number> {
  if (!isRecord(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([reason, count]) =>
      typeof count === 'number' ? [[reason, count]] : [],
    ),
  )
}

function item(value: unknown): FunctionSummary['items'] {
  if (!Array.isArray(value)) return []
  const [index, status, reason] = value
  if (typeof index !== 'number' || typeof status !== 'string') return []
  return [typeof reason === 'string' ? [index, status, reason] : [index, status]]
}
