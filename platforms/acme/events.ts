/** Conversions and exposures, to Acme's batch endpoint. */
import type { HttpRequest } from '../http'
import { dropped, type Outcome, rejected } from '../outcome'
import type { EventsFace, OutgoingEvent, Plan, PlannedRequest } from '../platform'
import { present } from '../present'
import { type SettingValues, textSetting } from '../setting'
import { hostOf } from './host-of'

const MAX_EVENTS = 500

export const events: EventsFace = {
  conversions: (items, settings) => plan(items, settings, '/goals', goalOf),
  exposures: (items, settings) =>
    plan(items, settings, '/seen', (event) => ({
      ...goalOf(event),
      experiment: event.exposure.experimentId,
      variation: event.exposure.variationId,
    })),
}

function goalOf(event: OutgoingEvent): Record<string, unknown> {
  return present({
    id: event.messageId,
    goal: event.name,
    unit: event.userId ?? event.anonymousId,
    at: event.timeMs,
    value: event.value,
  })
}

/** What Acme would swallow without a word is named here. */
function problemOf({ type, name, userId, anonymousId }: OutgoingEvent): Outcome | undefined {
  if (type === 'track' && name === undefined) {
    return rejected('MALFORMED', 'A track call without an event name. Map the name field.')
  }
  return userId === undefined && anonymousId === undefined ? dropped('NO_UNIT') : undefined
}

function plan<T extends OutgoingEvent>(
  items: readonly T[],
  settings: SettingValues,
  path: string,
  bodyOf: (item: T) => Record<string, unknown>,
): Plan {
  const decided = new Map<number, Outcome>()
  const bodies: { index: number; body: Record<string, unknown> }[] = []
  for (const [index, item] of items.entries()) {
    const problem = problemOf(item)
    if (problem === undefined) bodies.push({ index, body: bodyOf(item) })
    else decided.set(index, problem)
  }
  const requests: PlannedRequest[] = []
  for (let from = 0; from < bodies.length; from += MAX_EVENTS) {
    const chunk = bodies.slice(from, from + MAX_EVENTS)
    const json = { events: chunk.map(({ body }) => body) }
    requests.push({ request: post(path, json, settings), items: chunk.map(({ index }) => index) })
  }
  return { requests, decided }
}

function post(path: string, json: unknown, settings: SettingValues): HttpRequest {
  const headers = { authorization: textSetting(settings, 'apiKey') ?? '' }
  return { method: 'POST', url: `${hostOf(settings)}${path}`, headers, json }
}
