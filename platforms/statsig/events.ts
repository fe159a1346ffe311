/** Conversions to Statsig: `log_event` takes any number of events in one request. */
import { isRecord } from '../is-record'
import { dropped, type Outcome, rejected, retry } from '../outcome'
import type { EventsFace, OutgoingEvent, OutgoingExposure, Plan } from '../platform'
import { type SettingValues, textSetting } from '../setting'
import { eventName, illegalCharacters } from './event-name'
import { metadataOf } from './metadata-of'
import { type StatsigUser, userOf } from './user-of'

/** https://docs.statsig.com/http-api: `StatsigEvent`. */
interface StatsigEvent {
  eventName: string
  value?: string | number
  time: number
  user: StatsigUser
  metadata: Record<string, string>
}

const EVENTS_HOST = 'https://events.statsigapi.net'

/** `group` is the name, and Statsig takes either it or the rule's id, never both. */
type StatsigExposure = { group: string; time: number; user: StatsigUser } & (
  | { experimentName: string }
  | { gateName: string; passes: boolean }
)

export const events: EventsFace = {
  conversions: (batch, settings) => planOf('events', '/v1/log_event', batch, settings, translate),

  exposures: (batch, settings) =>
    planOf('exposures', '/v1/log_custom_exposure', batch, settings, translateExposure),

  readResponse(response, itemCount) {
    // A 2xx that says `success: false` is Statsig's "not now".
    const failed = isRecord(response.body) && response.body.success === false
    if (!failed || response.status < 200 || response.status >= 300) return undefined
    const busy = retry('UPSTREAM_BUSY', undefined, 'The answer says success: false.')
    return Array.from({ length: itemCount }, () => busy)
  },
}

const NO_SECRET = rejected('UNAUTHORIZED', 'serverSecret is not set. Add it to the settings.')

function keyProblem(secret: string): Outcome | undefined {
  if (!secret.startsWith('console-')) return undefined
  return rejected(
    'UNAUTHORIZED',
    'serverSecret holds a Console API key, which cannot send events. Use the server secret.',
  )
}

function translate(event: OutgoingEvent, settings: SettingValues): StatsigEvent | Outcome {
  const name = eventName(event, settings)
  if (name === undefined) {
    return rejected('MALFORMED', 'A track call without an event name. Map the name field.')
  }
  const illegal = illegalCharacters(name)
  if (illegal.length > 0) {
    return rejected(
      'ILLEGAL_NAME',
      `Statsig drops events whose name has ${illegal.join(' ')}. Rename the event, or map another name.`,
    )
  }
  const user = userOf(event, settings)
  if (user === undefined) return dropped('NO_UNIT', 'No id that identityMapping names is set.')
  const { value, timeMs, messageId } = event
  const metadata = metadataOf(event.properties)
  if (messageId !== undefined) metadata.segmentMessageId = messageId
  return {
    eventName: name,
    ...(value === undefined ? {} : { value }),
    time: timeMs,
    user,
    metadata,
  }
}

function translateExposure(
  event: OutgoingExposure,
  settings: SettingValues,
): StatsigExposure | Outcome {
  const { kind, experimentId, variationId, variationName, unit } = event.exposure
  const user = userOf(event, settings, unit)
  if (user === undefined) return dropped('NO_UNIT', 'No id that identityMapping names is set.')
  const shared = { group: variationName ?? variationId, time: event.timeMs, user }
  const passes = kind === 'flag' ? (passesOf(variationId) ?? passesOf(variationName)) : undefined
  // A gate passes or not: a flag of another platform with more variations is an experiment here.
  if (passes === undefined) return { experimentName: experimentId, ...shared }
  return { gateName: experimentId, passes, ...shared }
}

function passesOf(variation: string | undefined): boolean | undefined {
  return variation === 'true' ? true : variation === 'false' ? false : undefined
}

/** One request for the whole batch: Statsig documents no largest number. */
function planOf<Item extends OutgoingEvent>(
  name: 'events' | 'exposures',
  path: string,
  batch: readonly Item[],
  settings: SettingValues,
  translateItem: (item: Item, settings: SettingValues) => StatsigEvent | StatsigExposure | Outcome,
): Plan {
  const secret = textSetting(settings, 'serverSecret')
  const refused = secret === undefined ? NO_SECRET : keyProblem(secret)
  const decided = new Map<number, Outcome>()
  const items: number[] = []
  const body: (StatsigEvent | StatsigExposure)[] = []
  batch.forEach((item, index) => {
    const result = refused ?? translateItem(item, settings)
    if ('status' in result) {
      decided.set(index, result)
    } else {
      items.push(index)
      body.push(result)
    }
  })
  if (items.length === 0) return { requests: [], decided }
  const request = {
    method: 'POST',
    url: `${EVENTS_HOST}${path}`,
    headers: { 'statsig-api-key': secret ?? '' },
    json: { [name]: body },
  } as const
  return { requests: [{ request, items }], decided }
}
