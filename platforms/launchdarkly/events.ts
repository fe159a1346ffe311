/** Conversions to LaunchDarkly: custom events, a whole batch in one request. */
import { hash } from '../hash'
import type { HttpRequest } from '../http'
import { mappedIds } from '../mapped-ids'
import { dropped, type Outcome, rejected } from '../outcome'
import type { EventsFace, OutgoingEvent } from '../platform'
import { type SettingValues, textSetting } from '../setting'
import { EVENT_SCHEMA } from './api-versions'
import { hostFor } from './region'

/** https://launchdarkly.com/docs/home/metrics/import-metric-events */
interface CustomEvent {
  kind: 'custom'
  key: string
  creationDate: number
  contextKeys: Record<string, string>
  metricValue?: number
  data?: Readonly<Record<string, unknown>>
}

export const DEFAULT_IDENTITY = { user: 'userId' }

export const events: EventsFace = {
  conversions(batch, settings) {
    const decided = new Map<number, Outcome>()
    const items: number[] = []
    const body: CustomEvent[] = []
    const ids: unknown[] = []
    const noKey =
      textSetting(settings, 'clientSideId') === undefined ? NO_CLIENT_SIDE_ID : undefined
    batch.forEach((event, index) => {
      const result = noKey ?? translate(event, settings)
      if ('status' in result) {
        decided.set(index, result)
        return
      }
      items.push(index)
      body.push(result)
      ids.push(event.messageId ?? result)
    })
    if (items.length === 0) return { requests: [], decided }
    return { requests: [{ request: requestFor(body, ids, settings), items }], decided }
  },
}

const NO_CLIENT_SIDE_ID = rejected('UNAUTHORIZED', 'clientSideId is not set. Add it.')

/** LaunchDarkly answers 202 to anything: what it would lose without a word is named here. */
function translate(event: OutgoingEvent, settings: SettingValues): CustomEvent | Outcome {
  const key = event.name ?? (event.type === 'track' ? undefined : event.type)
  if (key === undefined) {
    return rejected('MALFORMED', 'A track call without an event name. Map the name field.')
  }
  const contextKeys = mappedIds(event, settings, DEFAULT_IDENTITY)
  if (Object.keys(contextKeys).length === 0) {
    return dropped('NO_UNIT', 'No id that identityMapping names is set.')
  }
  const { value, properties } = event
  return {
    kind: 'custom',
    key,
    creationDate: event.timeMs,
    contextKeys,
    ...(typeof value === 'number' ? { metricValue: value } : {}),
    ...(Object.keys(properties).length === 0 ? {} : { data: properties }),
  }
}

function requestFor(
  body: readonly CustomEvent[],
  ids: readonly unknown[],
  settings: SettingValues,
): HttpRequest {
  const token = textSetting(settings, 'apiToken')
  const project = textSetting(settings, 'projectKey')
  const environment = textSetting(settings, 'environmentKey')
  const host = hostFor('events', settings)
  const headers = {
    'X-LaunchDarkly-Event-Schema': EVENT_SCHEMA,
    'X-LaunchDarkly-Payload-ID': payloadId(ids),
  }
  if (token !== undefined && project !== undefined && environment !== undefined) {
    const path = [project, environment].map(encodeURIComponent).join('/')
    const url = `${host}/v2/event-data-import/${path}`
    return { method: 'POST', url, headers: { ...headers, Authorization: token }, json: body }
  }
  const clientSideId = encodeURIComponent(textSetting(settings, 'clientSideId') ?? '')
  return { method: 'POST', url: `${host}/events/bulk/${clientSideId}`, headers, json: body }
}

/** LaunchDarkly drops a payload whose id it has seen: the same events must give the same id. */
function payloadId(ids: readonly unknown[]): string {
  const text = JSON.stringify(ids)
  const digits = [...hash(text), ...hash(`${text}.`)].map((digit) =>
    (Number.parseInt(digit, 36) % 16).toString(16),
  )
  const hex = digits.join('').slice(0, 32).padEnd(32, '0')
  return [8, 12, 16, 20, 32].map((end, i) => hex.slice([0, 8, 12, 16, 20][i], end)).join('-')
}
