/** What the API can ask of the workspace. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { failingTestOf } from './capture/failing-test-of'
import { type Fixture, fixtureOfEvent, fixtureOfRequest } from './capture/fixture-of'
import type { Clock } from './clock'
import { REQUEST_ID_HEADER } from './functions/function-endpoint'
import type { HostMode, IncomingRequest } from './functions/function-request'
import type { FunctionSources } from './functions/function-sources'
import type { KeptRequests } from './functions/kept-requests'
import type { Pipeline } from './pipeline'
import type { Sources } from './sources'
import type { Fault } from './stand-ins/faults'
import type { StandInPlatforms } from './stand-ins/stand-in-platforms'
import type { Store } from './store/store'
import { freshen, type TestEvent, testEvents } from './test-events'

export interface ControlsContext {
  clock: Clock
  store: Store
  pipeline: Pipeline
  sources: Sources
  functions: FunctionSources
  keptRequests: KeptRequests
  platforms: StandInPlatforms
  /** Where captured fixtures are written. */
  captureFolder: string
  url(): string
}

export interface Controls {
  lists(): unknown[]
  standIns(): unknown[]
  setFault(platform: string, fault: Fault | undefined): boolean
  setMode(mode: HostMode): void
  /** The webhook again: its answer and the new request's id. */
  replayRequest(id: string): Promise<WebhookAnswer | undefined>
  /** The events again, under new messageIds. */
  replayEvents(ids: readonly string[]): Promise<{ events: string[] } | undefined>
  /** What the mapping made of the event. */
  payloadOf(deliveryId: string): unknown
  testEvents(): (Omit<TestEvent, 'body'> & { sourceId: string | null })[]
  sendTestEvent(platform: string, name: string): Promise<WebhookAnswer | undefined>
  captureRequest(id: string): Captured | undefined
  captureEvent(id: string): Captured | undefined
}

export interface WebhookAnswer {
  status: number
  requestId: string | null
}

export interface Captured {
  file: string
  fixture: Fixture
  /** A test that fails until its expectation is written; for webhooks. */
  test?: string
}

/** Members of a list that the API names; the count says how many there are. */
const MAX_MEMBERS = 1000

/** Headers that belong to the connection or to the encoding of the first request. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
])

export function createControls(context: ControlsContext): Controls {
  const { platforms, store, functions, pipeline } = context
  const known = testEvents()
  return {
    lists: () => platforms.ids().flatMap((platform) => listsOf(platform, platforms)),
    standIns: () =>
      platforms.ids().map((platform) => ({
        platform,
        accepted: platforms.get(platform).counts(),
        fault: platforms.faults.all()[platform] ?? null,
      })),
    setFault(platform, fault) {
      if (!platforms.ids().includes(platform)) return false
      platforms.get(platform).fail(fault)
      return true
    },
    setMode: functions.setMode,
    async replayRequest(id) {
      const request = store.get('requests', id)
      if (request === undefined || request.direction === 'out') return undefined
      const kept = context.keptRequests.get(id)
      if (kept !== undefined) return post(kept, context)
      // After a restart the secrets of a request are gone: the function's own lets it in.
      const headers = { ...request.headers, ...secretHeader(request.sourceId ?? '', context) }
      return post({ ...request, headers }, context)
    },
    async replayEvents(ids) {
      const replayed = ids.flatMap((id) => replayEvent(id, context))
      return replayed.length === 0 ? undefined : { events: replayed }
    },
    payloadOf: (id) => payloadOf(id, store, pipeline),
    testEvents: () =>
      known.map(({ body: _, ...event }) => ({
        ...event,
        sourceId: sourceFor(event.platform, context) ?? null,
      })),
    async sendTestEvent(platform, name) {
      const event = known.find((one) => one.platform === platform && one.name === name)
      const sourceId = sourceFor(platform, context)
      if (event === undefined || sourceId === undefined) return undefined
      const headers = { 'content-type': 'application/json', ...secretHeader(sourceId, context) }
      const body = JSON.stringify(freshen(event.body, context.clock.nowMs()))
      return post({ url: `${context.url()}/fn/${sourceId}`, headers, body }, context)
    },
    captureRequest(id) {
      const request = store.get('requests', id)
      if (request === undefined || request.direction === 'out') return undefined
      const fixture = fixtureOfRequest(request, functions.settingsOf(request.sourceId ?? ''))
      const file = write(`webhook-${id}.json`, JSON.stringify(fixture, null, 2), context)
      return { file, fixture, test: failingTestOf(request, fixture) }
    },
    captureEvent(id) {
      const event = store.get('events', id)
      if (event === undefined) return undefined
      const fixture = fixtureOfEvent(event)
      return { fixture, file: write(`event-${id}.json`, JSON.stringify(fixture, null, 2), context) }
    },
  }
}

/** Lets a request into our source function; a function of another making ignores it. */
function secretHeader(sourceId: string, { functions }: ControlsContext): Record<string, string> {
  const [secret] = String(functions.settingsOf(sourceId).sharedSecret ?? '').split(',')
  return secret === undefined || secret === '' ? {} : { 'x-webhook-token': secret.trim() }
}

function listsOf(platform: string, platforms: StandInPlatforms): unknown[] {
  const standIn = platforms.get(platform)
  return standIn.lists().map((list) => ({
    platform,
    ...list,
    members: standIn.members(list.id).slice(0, MAX_MEMBERS),
  }))
}

async function post(request: IncomingRequest, { url }: ControlsContext): Promise<WebhookAnswer> {
  const { pathname, search } = new URL(request.url)
  const headers = Object.entries(request.headers).filter(([name]) => !CONNECTION_HEADERS.has(name))
  const init = { method: 'POST', headers: Object.fromEntries(headers), body: request.body }
  const response = await fetch(`${url()}${pathname}${search}`, init)
  return { status: response.status, requestId: response.headers.get(REQUEST_ID_HEADER) }
}

/** Under a new messageId, as Segment asks for when events are sent again. */
function replayEvent(id: string, { store, pipeline, clock }: ControlsContext): string[] {
  const record = store.get('events', id)
  if (record === undefined) return []
  const { messageId: _, receivedAt: __, sentAt: ___, ...call } = record.event
  const { sourceId, requestId } = record
  const from = { sourceId, requestId, receivedAtMs: clock.nowMs() }
  return pipeline.ingest([call], from).map((event) => event.id)
}

function payloadOf(deliveryId: string, store: Store, pipeline: Pipeline): unknown {
  const delivery = store.get('deliveries', deliveryId)
  const event = store.get('events', delivery?.eventId ?? '')
  if (delivery === undefined || event === undefined) return undefined
  return pipeline.preview(delivery, event.event) ?? null
}

/** The source whose function takes the webhooks of a platform. */
function sourceFor(platform: string, { sources, functions }: ControlsContext): string | undefined {
  const withFunction = sources.all().filter((source) => source.sourceFunction !== undefined)
  const platformOf = (id: string) => functions.settingsOf(id).platform ?? 'auto'
  return (
    withFunction.find(({ id }) => platformOf(id) === platform) ??
    withFunction.find(({ id }) => platformOf(id) === 'auto')
  )?.id
}

function write(name: string, text: string, { captureFolder }: ControlsContext): string {
  mkdirSync(captureFolder, { recursive: true })
  const file = join(captureFolder, name)
  writeFileSync(file, `${text}\n`)
  return file
}
