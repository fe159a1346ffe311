/** What `npm run bench -- destination` measures: ours, Segment's own destinations, and a floor for each of ours. */
import { join } from 'node:path'
import {
  type ActionDefinition,
  type DestinationDefinition,
  type JSONLikeObject,
  MultiStatusResponse,
} from '@segment/actions-core'
import { defineDestination } from '../../destination/define-destination'
import { platforms } from '../../platforms'
import type { Platform } from '../../platforms/platform'
import type { SettingValues } from '../../platforms/setting'

export interface Subject {
  name: string
  side: 'ours' | 'peer'
  events: 'track' | 'audience'
  action: string
  /** Events in a batch; one request for each event where there are no batches. */
  batchSize?: number
  settings: SettingValues
  /** Settings of the audience, which Segment puts on its events. */
  audienceSettings?: Readonly<Record<string, unknown>>
  /** What the platform answers, where it reads more than the status; `{}` by default. */
  answer?: object
  /** Loaded in the process that is measured, so that nothing else is in its memory. */
  load(): DestinationDefinition
  /** The same fields, one POST, one node for each event: what ours is compared with. */
  floor?(): DestinationDefinition
}

const EXAMPLES = 'fixtures/destination/example.json'

export function exampleSettings(platform: Platform): SettingValues {
  const file = join(__dirname, '../../platforms', platform.id, EXAMPLES)
  return (require(file) as { settings: SettingValues }).settings
}

/** The published rate would stop a benchmark after twelve requests. */
function withoutRate(platform: Platform): Platform {
  const { lists } = platform
  return lists === undefined ? platform : { ...platform, lists: { ...lists, rateLimits: [] } }
}

function ours(platform: Platform): Subject[] {
  const definition = defineDestination(platform)
  const keys = Object.keys(definition.actions).filter((key) =>
    ['trackEvent', 'syncAudience'].includes(key),
  )
  return keys.flatMap((action): Subject[] => {
    const name = `${platform.name} ${action}`
    const batchSize = Number(definition.actions[action]?.fields.batch_size?.default)
    const events = action === 'syncAudience' ? 'audience' : 'track'
    return [
      {
        name,
        side: 'ours',
        events,
        action,
        batchSize,
        settings: exampleSettings(platform),
        load: () => defineDestination(withoutRate(platform)) as DestinationDefinition,
        floor: () => floorOf(definition as DestinationDefinition, action, batchSize < 1000),
      },
    ]
  })
}

/**
 * One POST of the payloads, or of each where the platform takes no batch, and one node for each:
 * nothing that a destination is for.
 */
function floorOf(
  definition: DestinationDefinition,
  action: string,
  perEvent: boolean,
): DestinationDefinition {
  const original = definition.actions[action]
  if (original === undefined) throw new Error(`There is no action ${action}.`)
  const floor: ActionDefinition<unknown> = {
    ...original,
    perform: (request, { payload }) => post(request, payload),
    performBatch: async (request, { payload }) => {
      if (perEvent) await Promise.all(payload.map((item: unknown) => post(request, item)))
      else await post(request, payload)
      const response = new MultiStatusResponse()
      for (const item of payload as JSONLikeObject[]) {
        response.pushSuccessResponse({ status: 200, sent: item, body: { outcome: 'sent' } })
      }
      return response
    },
  }
  return { ...definition, actions: { [action]: floor } }
}

const post = (request: (url: string, options: object) => unknown, json: unknown) =>
  request('https://floor.example/events', {
    method: 'POST',
    headers: { 'x-floor': '1' },
    json,
    skipResponseCloning: true,
  })

const PEERS = join(
  __dirname,
  '../peers/node_modules/@segment/action-destinations/dist/destinations',
)
const peer = (folder: string, subject: Omit<Subject, 'name' | 'side' | 'load'>): Subject => ({
  ...subject,
  name: `${folder} ${subject.action}`,
  side: 'peer',
  load: () => (require(join(PEERS, folder)) as { default: DestinationDefinition }).default,
})

const peers: readonly Subject[] = [
  peer('launchdarkly', {
    events: 'track',
    action: 'trackEvent',
    settings: { client_id: '5f0000000000000000000001' },
  }),
  peer('launchdarkly-audiences', {
    events: 'audience',
    action: 'syncAudience',
    batchSize: 1000,
    settings: { apiKey: 'api-example', clientId: '5f0000000000000000000001' },
  }),
  peer('kameleoon', {
    events: 'track',
    action: 'logEvent',
    settings: { apiKey: 'key', sitecode: '0123456789' },
  }),
  peer('vwo', {
    events: 'track',
    action: 'trackEvent',
    settings: { vwoAccountId: 1, region: 'US' },
  }),
  peer('optimizely-advanced-audience-targeting', {
    events: 'audience',
    action: 'syncAudience',
    batchSize: 100,
    settings: { apiKey: 'key', region: 'US' },
  }),
  peer('amplitude-cohorts', {
    events: 'audience',
    action: 'syncAudience',
    batchSize: 100,
    settings: {
      api_key: 'key',
      secret_key: 'secret',
      app_id: '1',
      default_owner_email: 'owner@example.com',
      endpoint: 'north_america',
    },
    audienceSettings: { id_type: 'BY_USER_ID' },
    answer: { memberships_result: [{ skipped_ids: [] }] },
  }),
  peer('braze-cohorts', {
    events: 'audience',
    action: 'syncAudiences',
    batchSize: 1000,
    settings: { client_secret: 'secret', endpoint: 'https://rest.iad-01.braze.com' },
  }),
]

export const subjects: readonly Subject[] = [
  ...platforms.filter(({ events, lists }) => events ?? lists).flatMap(ours),
  ...peers,
]
