/** Statsig's event webhook (a bare array) and configuration-change webhook (`{data: [...]}`), to Segment. */
import type { Change, Unit } from '../exposure'
import { isRecord } from '../is-record'
import { dropped, type Outcome, rejected } from '../outcome'
import type { WebhookFace, WebhookItem } from '../platform'
import { present } from '../present'
import { textOf } from '../text-of'
import { timeMsOf } from '../time-ms-of'
import { actionOf, changeKindOf } from './change'
import { type Evaluation, evaluationOf } from './evaluation'
import { signature } from './signature'

const PREFIX = 'statsig::'
const CONFIG_CHANGE = `${PREFIX}config_change`

/** Part of the Segment call that Statsig documents; its version has not changed since 2022. */
const LIBRARY = { name: 'statsig', version: '1.0' }

type Fields = Record<string, unknown>

const NONE: Fields = Object.freeze({})

export const webhook: WebhookFace = {
  recognises: (body) => itemsOf(body)?.some(looksLikeItem) ?? false,
  split: itemsOf,
  parse: parseItem,
  identity: { userID: 'userId', stableID: 'anonymousId' },
  signature,
}

/** The documented samples show single events too, so one object counts as an array of one. */
function itemsOf(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body
  if (!isRecord(body)) return undefined
  if (Array.isArray(body.data)) return body.data
  return 'eventName' in body ? [body] : undefined
}

function looksLikeItem(item: unknown): boolean {
  return isRecord(item) && typeof item.eventName === 'string' && 'timestamp' in item
}

function parseItem(item: unknown): WebhookItem | Outcome {
  if (!isRecord(item)) return rejected('MALFORMED', 'an event must be an object')
  const eventName = textOf(item.eventName)
  if (eventName === undefined) return rejected('MALFORMED', 'eventName must be a string')
  const timeMs = timeMsOf(item.timestamp)
  if (timeMs === undefined) return rejected('MALFORMED', 'timestamp must be ms since 1970')
  if (eventName === CONFIG_CHANGE) return parseChange(item, timeMs)
  return parseEvent(item, eventName, timeMs)
}

function parseEvent(item: Fields, eventName: string, timeMs: number): WebhookItem | Outcome {
  const metadata = fieldsOf(item.metadata)
  const evaluation = evaluationOf(eventName, metadata)
  if (evaluation === undefined && eventName.startsWith(PREFIX)) return dropped('UNKNOWN_KIND')
  if (evaluation?.falseExposure !== undefined) return dropped(evaluation.falseExposure)

  const user = fieldsOf(item.user)
  const units = unitsOf(item, user)
  const environment = textOf(fieldsOf(user.statsigEnvironment).tier)
  const eventId = textOf(item.timeUUID)
  const parsed: WebhookItem = {
    kind: 'conversion',
    native: nativeOf(item, eventName),
    units,
    timeMs,
    eventId,
    names: evaluation === undefined ? [eventName] : [eventName, evaluation.experimentId],
    environment,
    isTest: isTest(environment, metadata) || undefined,
  }
  return evaluation === undefined ? parsed : evaluated(parsed, evaluation)
}

function evaluated(item: WebhookItem, evaluation: Evaluation): WebhookItem {
  const { kind, experimentId, variationId, variationName, notExposure } = evaluation
  const { units, timeMs, environment, eventId } = item
  const unit = units[0]
  item.kind = 'exposure'
  item.exposureKind = kind
  if (notExposure !== undefined || unit === undefined) {
    item.notExposure = notExposure ?? 'NO_UNIT'
    return item
  }
  item.exposure = {
    platform: 'statsig',
    kind,
    experimentId,
    variationId,
    variationName,
    unit,
    timeMs,
    environment,
    eventId,
  }
  return item
}

/** https://docs.statsig.com/integrations/data-connectors/segment, "Outbound event schema" */
function nativeOf(item: Fields, event: string): WebhookItem['native'] {
  const { user, value, metadata } = item
  const stableID = textOf(fieldsOf(item.statsigMetadata).stableID)
  const context: Fields = { library: LIBRARY }
  const properties: Fields = {}
  if (user !== undefined) context.user = user
  if (value !== undefined) context.value = properties.value = value
  if (metadata !== undefined) context.metadata = properties.metadata = metadata
  if (stableID !== undefined) context.stableID = stableID
  return { type: 'track', event, context, properties }
}

/**
 * `unitID` names the kind of unit, not its id, whatever the field table says: the id is looked up.
 * https://docs.statsig.com/integrations/event_webhook
 */
function unitsOf(item: Fields, user: Fields): Unit[] {
  const units: Unit[] = []
  const add = (kind: string, value: unknown) => {
    const id = textOf(value)
    if (id !== undefined && !units.some((unit) => unit.kind === kind)) units.push({ kind, id })
  }
  add('userID', item.userID)
  add('userID', user.userID)
  add('stableID', fieldsOf(item.statsigMetadata).stableID)
  const customIDs = fieldsOf(user.customIDs)
  for (const kind in customIDs) add(kind, customIDs[kind])

  const bucketed = textOf(item.unitID)
  if (bucketed === undefined) return units
  if (units[0]?.kind === bucketed) return units
  const first = units.find((unit) => unit.kind.toLowerCase() === bucketed.toLowerCase())
  // An exposure whose unit is not in the item has no unit: another one would be the wrong one.
  return first === undefined ? [] : [first, ...units.filter((unit) => unit !== first)]
}

/** The person is someone in Statsig's console, not a visitor. */
function parseChange(item: Fields, timeMs: number): WebhookItem | Outcome {
  const metadata = fieldsOf(item.metadata)
  const configName = textOf(metadata.name)
  if (configName === undefined) return rejected('MALFORMED', 'metadata.name must be a string')
  const user = fieldsOf(item.user)
  const author = textOf(user.name)
  const email = textOf(user.email)
  const userId = textOf(user.userID)
  const description = textOf(metadata.description)
  const environment = textOf(metadata.environment)
  const change: Change = present({
    platform: 'statsig',
    kind: changeKindOf(metadata.type),
    action: actionOf(metadata.action),
    experimentId: configName,
    description,
    actor: present({ id: userId, name: author, email }),
    environment,
    timeMs,
  })
  return present({
    kind: 'change',
    native: {
      type: 'track',
      event: CONFIG_CHANGE,
      context: { library: LIBRARY },
      properties: present({ author, configName, description, environment }),
    },
    units: userId === undefined ? [] : [{ kind: 'userID', id: userId }],
    timeMs,
    names: [CONFIG_CHANGE, configName],
    change,
    environment,
  })
}

/** Statsig's environment tiers: https://docs.statsig.com/guides/using-environments */
function isTest(environment: string | undefined, metadata: Fields): boolean {
  const tier = environment?.toLowerCase()
  const reason = textOf(metadata.reason) ?? ''
  return (
    tier === 'development' ||
    tier === 'staging' ||
    metadata.ruleID === 'override' ||
    reason.startsWith('LocalOverride')
  )
}

function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : NONE
}
