/** What the list shows of an event or of a webhook, in one line. */
import type { DeliveryRecord, EventRecord, RequestRecord } from '../../records'

export type State =
  | 'sent'
  | 'accepted' // no destination takes it
  | 'pending'
  | 'retrying'
  | 'dropped'
  | 'rejected'
  | 'expired'
  | 'duplicate'

/** In the order in which the filter offers them. */
export const STATES: readonly State[] = [
  'sent',
  'accepted',
  'pending',
  'retrying',
  'dropped',
  'rejected',
  'expired',
  'duplicate',
]

export interface Row {
  id: string
  kind: 'event' | 'webhook'
  at: string
  sourceId: string
  type: string
  name: string
  /** The unit: userId, or else anonymousId. */
  unit: string
  state: State
  /** Why it is in this state, or what became of it. */
  note: string
  /** What the search looks through, in lower case. */
  text: string
}

/** A webhook without its body, which is loaded when it is opened. */
export type Webhook = Pick<
  RequestRecord,
  'id' | 'at' | 'sourceId' | 'status' | 'error' | 'runs' | 'summary'
>

export const SIGNS: Readonly<Record<State, string>> = {
  sent: '✓',
  accepted: '•',
  pending: '…',
  retrying: '↻',
  dropped: '–',
  rejected: '✕',
  expired: '✕',
  duplicate: '=',
}

/** Of several deliveries the one that needs attention most decides. */
const URGENCY: readonly State[] = ['retrying', 'rejected', 'expired', 'pending', 'dropped', 'sent']

const SEARCHED_CHARACTERS = 4000

export function rowOfEvent(event: EventRecord, deliveries: readonly DeliveryRecord[]): Row {
  const { id, at, sourceId, type, status } = event
  const name = event.name ?? ''
  const unit = event.userId ?? event.anonymousId ?? ''
  const state = stateOf(status, deliveries)
  const base = { id, kind: 'event' as const, at, sourceId, type, name, unit, state }
  const note = noteOf(event, deliveries)
  const body = JSON.stringify(event.event).slice(0, SEARCHED_CHARACTERS)
  return { ...base, note, text: `${name} ${type} ${sourceId} ${note} ${body}`.toLowerCase() }
}

function stateOf(status: EventRecord['status'], deliveries: readonly DeliveryRecord[]): State {
  if (status !== 'accepted') return status
  return URGENCY.find((state) => deliveries.some((it) => it.status === state)) ?? 'accepted'
}

function noteOf(event: EventRecord, deliveries: readonly DeliveryRecord[]): string {
  if (event.status !== 'accepted') return event.reason ?? ''
  if (deliveries.length > 0) {
    const urgent = [...deliveries].sort(
      (a, b) => URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status),
    )
    return urgent.map(deliveryText).join('  ')
  }
  const reasons = [...new Set(event.skipped.map(({ reason }) => reason))]
  return reasons.length === 0 ? 'no destination is connected' : reasons.join(', ')
}

function deliveryText({ destinationId, status, reason }: DeliveryRecord): string {
  const where = `${SIGNS[status]} ${destinationId}`
  return status === 'sent' || reason === undefined ? where : `${where} ${reason}`
}

export function rowOfWebhook(webhook: Webhook): Row {
  const { id, at, sourceId = '', summary } = webhook
  const outcome = webhook.runs?.at(-1)?.outcome
  const state = stateOfWebhook(webhook)
  const counts = summary === undefined ? emitted(webhook) : countsOf(summary)
  const error = webhook.runs?.at(-1)?.error ?? undefined
  const failed = outcome === 'done' ? undefined : (error?.message ?? webhook.error)
  const note = failed ?? counts
  const base = { id, kind: 'webhook' as const, at, sourceId, type: 'webhook', unit: '', state }
  const name = summary?.platform ?? sourceId
  return { ...base, name, note, text: `webhook ${name} ${sourceId} ${note}`.toLowerCase() }
}

function stateOfWebhook({ runs, summary, status }: Webhook): State {
  const last = runs?.at(-1)
  if (last === undefined) return status !== undefined && status >= 400 ? 'rejected' : 'pending'
  if (last.outcome === 'retry') return 'retrying'
  if (last.outcome === 'discarded') return 'rejected'
  if (last.emitted > 0) return 'sent'
  return Object.keys(summary?.rejected ?? {}).length > 0 ? 'rejected' : 'dropped'
}

function emitted({ runs }: Webhook): string {
  const last = runs?.at(-1)
  return last === undefined ? '' : `${last.emitted} emitted`
}

function countsOf(summary: NonNullable<Webhook['summary']>): string {
  const list = (counts: Record<string, number>) =>
    Object.entries(counts).map(([reason, count]) => `${count} ${reason}`)
  const held = [...list(summary.dropped), ...list(summary.rejected)]
  return [`${summary.in} in, ${summary.sent} sent`, ...held].join(', ')
}
