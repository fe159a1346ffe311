import { isRecord } from '../platforms/is-record'
import { type Outcome, rejected } from '../platforms/outcome'
import type { OutgoingEvent } from '../platforms/platform'
import { textOf } from '../platforms/text-of'
import { timeMsOf } from '../platforms/time-ms-of'
import type { Payload } from './experiment-action'

const TYPES = ['track', 'page', 'screen', 'group', 'identify'] as const

/** A mapped payload as the faces read it. Ids that are empty or blank are absent. */
export function outgoingEvent(payload: Payload, nowMs: number): OutgoingEvent | Outcome {
  const type = TYPES.find((known) => known === payload.type)
  if (type === undefined) {
    return rejected('MALFORMED', 'The call is none of track, page, screen, group and identify.')
  }
  return {
    type,
    name: idOf(payload.name),
    userId: idOf(payload.user_id),
    anonymousId: idOf(payload.anonymous_id),
    groupId: idOf(payload.group_id),
    properties: isRecord(payload.properties) ? payload.properties : {},
    context: isRecord(payload.context) ? payload.context : {},
    value: measureOf(payload.value),
    timeMs: timeMsOf(payload.timestamp) ?? nowMs,
    messageId: idOf(payload.message_id),
  }
}

/** actions-core lets an empty id through in a batch, and Segment never means one. */
export function idOf(value: unknown): string | undefined {
  const text = textOf(value)
  return text === undefined || text.trim() === '' ? undefined : text
}

/** A mapped value is text: what reads as exactly one number is a number again. */
function measureOf(value: unknown): number | string | undefined {
  const text = textOf(value)
  if (text === undefined) return undefined
  return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : text
}
