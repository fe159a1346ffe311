/** Conversions and attributes to Kameleoon, through its Segment endpoint: one event a request. */
import { mappedIds } from '../mapped-ids'
import { dropped, type Outcome, rejected } from '../outcome'
import type { EventsFace, OutgoingEvent, Plan, PlannedRequest } from '../platform'
import { type SettingValues, textSetting } from '../setting'

const ENDPOINT = 'https://integrations.kameleoon.com/segmentio'

/** Kameleoon takes the code from the event, where its own script puts it. */
const OWN_MAPPING = { visitorCode: 'properties.kameleoonVisitorCode' }

export const events: EventsFace = {
  conversions: planOf,
  attributes: planOf,
  // No batch is documented. Fifty at once end 100 events inside the 5 s that a function has, at
  // 2 s each; what does not fit is handed back to Segment.
  concurrency: 50,
  batchSize: 100,
}

function planOf(batch: readonly OutgoingEvent[], settings: SettingValues): Plan {
  const refused = settingsProblem(settings)
  const decided = new Map<number, Outcome>()
  const requests: PlannedRequest[] = []
  batch.forEach((event, index) => {
    const { visitorCode } = mappedIds(event, settings, OWN_MAPPING)
    const outcome = refused ?? problemOf(event, visitorCode)
    if (outcome !== undefined) {
      decided.set(index, outcome)
      return
    }
    const request = {
      method: 'POST',
      url: ENDPOINT,
      headers: {
        Authorization: `Basic ${textSetting(settings, 'apiKey')}`,
        'x-segment-settings': textSetting(settings, 'siteCode') ?? '',
      },
      json: bodyOf(event, visitorCode),
    } as const
    requests.push({ request, items: [index] })
  })
  return { requests, decided }
}

function settingsProblem(settings: SettingValues): Outcome | undefined {
  for (const key of ['apiKey', 'siteCode']) {
    if (textSetting(settings, key) === undefined) {
      return rejected('UNAUTHORIZED', `${key} is not set. Add it to the settings.`)
    }
  }
  return undefined
}

function problemOf(event: OutgoingEvent, visitorCode: string | undefined): Outcome | undefined {
  if (event.type === 'track' && event.name === undefined) {
    return rejected('MALFORMED', 'A track call without an event name. Map the name field.')
  }
  if (visitorCode !== undefined) return undefined
  return dropped('NO_UNIT', 'The event has no kameleoonVisitorCode, and identityMapping no other.')
}

/** A Segment call in which traits are properties and the visitor code is one of them. */
function bodyOf(event: OutgoingEvent, visitorCode: string | undefined): Record<string, unknown> {
  const { type, name, userId, anonymousId, groupId, messageId, context, properties } = event
  const body = {
    type,
    [type === 'track' ? 'event' : 'name']: name,
    userId,
    anonymousId,
    groupId: type === 'group' ? groupId : undefined,
    messageId,
    timestamp: new Date(event.timeMs).toISOString(),
    properties: { ...properties, kameleoonVisitorCode: visitorCode },
    context: withoutPersonas(context),
  }
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
}

/** What Segment writes into the context for itself is of no use to a vendor. */
function withoutPersonas(context: OutgoingEvent['context']): OutgoingEvent['context'] {
  const { personas: _, ...rest } = context
  return rest
}
