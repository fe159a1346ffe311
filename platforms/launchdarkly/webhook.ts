/** LaunchDarkly's Data Export, its SDKs' events, and its audit-log webhook, to Segment. */
import { isRecord } from '../is-record'
import { dropped, type Outcome, rejected } from '../outcome'
import type { WebhookFace, WebhookItem } from '../platform'
import { present } from '../present'
import { type SettingValues, textSetting } from '../setting'
import { textOf } from '../text-of'
import { timeMsOf } from '../time-ms-of'
import { isAuditLogEntry, parseAuditLogEntry } from './audit-log'
import { evaluationOf } from './evaluation'
import { signature } from './signature'
import { unitsOf } from './units-of'

type Fields = Record<string, unknown>

/** Kinds that LaunchDarkly documents as not available to Segment, and why. */
const UNMAPPED: Readonly<Record<string, string>> = {
  index: 'attributes of a context, not something that a visitor did',
  identify: 'attributes of a context, not something that a visitor did',
  summary: 'counts of evaluations, without a visitor',
  debug: 'a copy of an evaluation for the debugger',
  alias: 'joins two keys of one visitor; SDKs with contexts do not send it',
  migration_op: 'a measurement of a migration',
}

/** How the page view is spelled by the export's documentation, its samples, and the SDKs. */
const PAGE_KINDS = ['page', 'page view', 'page_view', 'pageview']

/** The documented value of every export: "Not in use. The version is always 1." */
const EXPORT_VERSION = 1

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
  const inEnvelope = isRecord(item.event)
  const event = isRecord(item.event) ? item.event : item
  const kind = textOf(event.kind) ?? (isSummary(event) ? 'summary' : undefined)
  if (kind === undefined) return rejected('MALFORMED', 'kind must be a string')
  if (Object.hasOwn(UNMAPPED, kind)) return dropped('UNMAPPED', `${kind}: ${UNMAPPED[kind]}`)
  const isPage = PAGE_KINDS.includes(kind)
  if (!isPage && !['feature', 'click', 'custom'].includes(kind)) return dropped('UNKNOWN_KIND')
  return parseEvent(event, inEnvelope ? item : {}, isPage ? 'page' : kind, settings)
}

function parseEvent(
  event: Fields,
  envelope: Fields,
  kind: string,
  settings: SettingValues,
): WebhookItem | Outcome {
  const timeMs = timeMsOf(event.creationDate)
  if (timeMs === undefined) return rejected('MALFORMED', 'creationDate must be ms since 1970')
  const key = textOf(event.key)
  if (key === undefined) return rejected('MALFORMED', 'key must be a string')
  const { units, bucketed } = unitsOf(event, textSetting(settings, 'contextKind'))
  const eventId = textOf(event.eventId) ?? textOf(envelope.eventId)
  const shared = present({
    units,
    timeMs,
    eventId,
    names: [kind, key],
    environment: textOf(envelope.environment),
    project: textOf(envelope.project),
  })
  const { project, environment, version = EXPORT_VERSION } = envelope
  const common = { project, environment, eventId, key, version }
  if (kind === 'page') {
    const { url } = event
    return {
      ...shared,
      kind: 'page',
      native: { type: 'page', properties: present({ ...common, url }) },
    }
  }
  if (kind !== 'feature') {
    const properties = present({ ...common, ...conversionProperties(kind, event) })
    return { ...shared, kind: 'conversion', native: { type: 'track', event: kind, properties } }
  }
  const evaluation = evaluationOf(event, key)
  const native = {
    type: 'track',
    event: 'feature',
    properties: present({ ...common, ...evaluation.properties }),
  } as const
  const evaluated = { ...shared, kind: 'exposure', exposureKind: evaluation.kind, native } as const
  const notExposure = evaluation.notExposure ?? (bucketed === undefined ? 'NO_UNIT' : undefined)
  if (notExposure !== undefined || bucketed === undefined) return { ...evaluated, notExposure }
  return {
    ...evaluated,
    exposure: present({
      platform: 'launchdarkly',
      ...evaluation.seen,
      kind: evaluation.kind,
      unit: bucketed,
      timeMs,
      environment: shared.environment,
      eventId,
    }),
  }
}

/** `data` of a custom event is documented as not exported to Segment. */
function conversionProperties(kind: string, event: Fields): Fields {
  const { url, selector, metricValue } = event
  return kind === 'click' ? { url, selector } : { metricValue }
}
