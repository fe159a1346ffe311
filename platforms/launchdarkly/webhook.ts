/** LaunchDarkly's Data Export, its SDKs' events, and its audit-log webhook, to Segment. */
import { isRecord } from '../is-record'
import { dropped, type Outcome, rejected } from '../outcome'
import type { WebhookFace, WebhookItem } from '../platform'
import { type SettingValues, textSetting } from '../setting'
import { textOf } from '../text-of'
import { timeMsOf } from '../time-ms-of'
import { isAuditLogEntry, parseAuditLogEntry } from './audit-log'
import { evaluationOf } from './evaluation'
import { type EventKind, nativeOf } from './native-of'
import { signature } from './signature'
import { unitsOf } from './units-of'

type Fields = Record<string, unknown>

const NO_ENVELOPE: Fields = Object.freeze({})

/** Kinds that LaunchDarkly documents as not available to Segment, and why. */
const UNMAPPED: Readonly<Record<string, string>> = {
  index: 'attributes of a context, not something that a visitor did',
  identify: 'attributes of a context, not something that a visitor did',
  summary: 'counts of evaluations, without a visitor',
  debug: 'a copy of an evaluation for the debugger',
  alias: 'joins two keys of one visitor; SDKs with contexts do not send it',
  migration_op: 'a measurement of a migration',
}

/** What goes to Segment. A page view is spelled differently by the documentation and the SDKs. */
const MAPPED: ReadonlyMap<string, EventKind> = new Map([
  ['feature', 'feature'],
  ['click', 'click'],
  ['custom', 'custom'],
  ['page', 'page'],
  ['page view', 'page'],
  ['page_view', 'page'],
  ['pageview', 'page'],
])

export const webhook: WebhookFace = {
  recognises: (body) => itemsOf(body)?.some(looksLikeItem) ?? false,
  split: itemsOf,
  parse: parseItem,
  // LaunchDarkly documents `userId` as the key of the user, anonymous or not.
  identity: { user: 'userId', anonymousUser: 'userId' },
  signature,
}

function itemsOf(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body
  return looksLikeItem(body) ? [body] : undefined
}

function looksLikeItem(item: unknown): boolean {
  if (!isRecord(item)) return false
  if (isRecord(item.event)) return 'project' in item && 'environment' in item
  return (
    isAuditLogEntry(item) ||
    isSummary(item) ||
    (textOf(item.kind) !== undefined && 'creationDate' in item)
  )
}

/** The export's summary has no `kind`. */
function isSummary(event: Fields): boolean {
  return isRecord(event.features) && 'startDate' in event
}

function parseItem(item: unknown, settings: SettingValues): WebhookItem | Outcome {
  if (!isRecord(item)) return rejected('MALFORMED', 'an event must be an object')
  if (isAuditLogEntry(item)) return parseAuditLogEntry(item)
  const inner = isRecord(item.event) ? item.event : undefined
  const event = inner ?? item
  const named = textOf(event.kind)
  const kind = named === undefined ? undefined : MAPPED.get(named)
  if (kind === undefined) return unmapped(named ?? (isSummary(event) ? 'summary' : undefined))
  return parseEvent(event, inner === undefined ? NO_ENVELOPE : item, kind, settings)
}

function unmapped(kind: string | undefined): Outcome {
  if (kind === undefined) return rejected('MALFORMED', 'kind must be a string')
  const why = Object.hasOwn(UNMAPPED, kind) ? UNMAPPED[kind] : undefined
  return why === undefined ? dropped('UNKNOWN_KIND') : dropped('UNMAPPED', `${kind}: ${why}`)
}

function parseEvent(
  event: Fields,
  envelope: Fields,
  kind: EventKind,
  settings: SettingValues,
): WebhookItem | Outcome {
  const timeMs = timeMsOf(event.creationDate)
  if (timeMs === undefined) return rejected('MALFORMED', 'creationDate must be ms since 1970')
  const key = textOf(event.key)
  if (key === undefined) return rejected('MALFORMED', 'key must be a string')
  const { units, bucketed } = unitsOf(event, textSetting(settings, 'contextKind'))
  const eventId = textOf(event.eventId) ?? textOf(envelope.eventId)
  const environment = textOf(envelope.environment)
  const item: WebhookItem = {
    kind: kind === 'page' ? 'page' : 'conversion',
    native: nativeOf(kind, event, envelope, eventId),
    units,
    timeMs,
    eventId,
    names: [kind, key],
    environment,
    project: textOf(envelope.project),
  }
  if (kind !== 'feature') return item
  const evaluation = evaluationOf(event)
  item.kind = 'exposure'
  item.exposureKind = evaluation.kind
  item.notExposure = evaluation.notExposure ?? (bucketed === undefined ? 'NO_UNIT' : undefined)
  if (item.notExposure !== undefined || bucketed === undefined) return item
  const { variationId, variationName, version } = evaluation
  item.exposure = {
    platform: 'launchdarkly',
    kind: evaluation.kind,
    // The experiment's own id is not in the event: its flag stands for it.
    experimentId: key,
    variationId,
    variationName,
    version,
    unit: bucketed,
    timeMs,
    environment,
    eventId,
  }
  return item
}
