/** Kameleoon's event streaming, items of Segment's `/batch`, to Segment. */
import type { Exposure, Unit } from '../exposure'
import { isRecord } from '../is-record'
import { dropped, type Outcome, rejected } from '../outcome'
import type { WebhookFace, WebhookItem } from '../platform'
import { type SettingValues, textSetting } from '../setting'
import { textOf } from '../text-of'
import { timeMsOf } from '../time-ms-of'

type Fields = Record<string, unknown>

/** `[Company] Experiment`, with whatever Kameleoon puts for the company. */
const EXPERIMENT_EVENT = /^\[[^\]]+\] Experiment$/

export const webhook: WebhookFace = {
  recognises: (body) => itemsOf(body)?.some(looksLikeItem) ?? false,
  split: itemsOf,
  parse: parseItem,
  // The documented event carries either in `userId`.
  identity: { visitorCode: 'userId', crossDeviceId: 'userId' },
}

function itemsOf(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body
  if (!isRecord(body)) return undefined
  if (Array.isArray(body.batch)) return body.batch
  return looksLikeItem(body) ? [body] : undefined
}

function looksLikeItem(item: unknown): boolean {
  return isRecord(item) && typeof item.event === 'string' && EXPERIMENT_EVENT.test(item.event)
}

function parseItem(item: unknown, settings: SettingValues): WebhookItem | Outcome {
  if (!isRecord(item)) return rejected('MALFORMED', 'an event must be an object')
  const received = textOf(item.event)
  if (received === undefined) return rejected('MALFORMED', 'event must be a string')
  if (!EXPERIMENT_EVENT.test(received)) return dropped('UNKNOWN_KIND')
  // The event may be half an hour old on arrival, so without its own time it is worth nothing.
  const timeMs = timeMsOf(item.timestamp)
  if (timeMs === undefined) return rejected('MALFORMED', 'timestamp must be ms since 1970')
  const { properties } = item
  if (!isRecord(properties)) return rejected('MALFORMED', 'properties must be an object')
  const experimentId = textOf(properties.experimentId)
  if (experimentId === undefined) return rejected('MALFORMED', 'experimentId must be a number')
  const company = textSetting(settings, 'company')
  const event = company === undefined ? received : `[${company}] Experiment`
  const units = unitsOf(item, settings)
  const eventId = textOf(item.messageId)
  const variationId = textOf(properties.variationId)
  const exposure = exposureOf(experimentId, variationId, units[0], timeMs, eventId)
  return {
    kind: 'exposure',
    exposureKind: 'experiment',
    native: { type: 'track', event, properties },
    units,
    timeMs,
    eventId,
    names: [event, experimentId],
    exposure,
    notExposure: exposure === undefined ? 'NOT_ENROLLED' : undefined,
  }
}

function exposureOf(
  experimentId: string,
  variationId: string | undefined,
  unit: Unit | undefined,
  timeMs: number,
  eventId: string | undefined,
): Exposure | undefined {
  if (variationId === undefined || unit === undefined) return undefined
  const kind = 'experiment'
  return { platform: 'kameleoon', kind, experimentId, variationId, unit, timeMs, eventId }
}

/** Nothing in the event tells a visitor code from a cross-device identifier: the setting does. */
function unitsOf(item: Fields, settings: SettingValues): Unit[] {
  const id = textOf(item.userId)
  const kind = textSetting(settings, 'unitKind') ?? 'visitorCode'
  return id === undefined ? [] : [{ kind, id }]
}
