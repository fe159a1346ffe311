/** A local Segment workspace for tests and for development: start, send, await, assert, stop. */
import { join } from 'node:path'
import { connectDestination } from './connect-destination'
import { createControls } from './controls'
import { REQUEST_ID_HEADER, resumeFunctionRuns } from './functions/function-endpoint'
import { createExposureBook } from './insights/exposure-book'
import { noteExposures } from './insights/note-exposures'
import { createPluginCounters } from './insights/plugin-counters'
import { createRecentWebhooks } from './insights/recent-webhooks'
import { listen } from './listen'
import { createParts, type Parts } from './parts'
import { readAll } from './read-all'
import type { DeliveryRecord, EventRecord, RequestRecord } from './records'
import { secretsIn } from './secrets-in'
import { createServerApp } from './server-app'
import type { Sources } from './sources'
import type { StandInPlatform } from './stand-ins/stand-in-platforms'
import type { Store } from './store/store'
import type { DestinationOptions, SourceOptions, WorkspaceOptions } from './workspace-options'

export interface Workspace {
  /** `http://127.0.0.1:<port>` */
  url: string
  /** Address of a source function's webhook. */
  webhookUrl(sourceId: string): string
  writeKey(sourceId: string): string
  addSource(options: SourceOptions): void
  /** One of the same id is replaced; what waits for the old one is still delivered by it. */
  addDestination(options: DestinationOptions): void
  /** Posts a body to a source function: a string as it is, anything else as JSON. */
  send(sourceId: string, body: unknown, options?: SendOptions): Promise<RequestRecord>
  /** Sends a call through the Tracking API. */
  track(sourceId: string, call: Record<string, unknown>): Promise<Response>
  /** Resolves once nothing is under way; rejects after `timeoutMs` of real time. */
  waitForIdle(timeoutMs?: number): Promise<void>
  /** Everything so far, oldest first. */
  events(): EventRecord[]
  deliveries(): DeliveryRecord[]
  requests(): RequestRecord[]
  /** A stand-in platform: what it accepted, its lists, its faults. */
  platform(id: string): StandInPlatform
  stop(): Promise<void>
}

export interface SendOptions {
  headers?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
}

const IDLE_TIMEOUT_MS = 20_000

export async function createWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const parts = createParts(options)
  const { clock, store, stream, activity, sources, functions } = parts
  const exposures = createExposureBook()
  const connected = new Map<string, { id: string; standIn: string | null }>()
  const captureFolder = options.captureFolder ?? join('.workspace', 'fixtures')
  const controls = createControls({ ...parts, captureFolder, url: () => url })
  const describe = () => describeWorkspace(url, [...connected.values()], parts)
  const webhooks = createRecentWebhooks(store, stream)
  const pluginCounters = createPluginCounters()
  const app = createServerApp({
    ...parts,
    exposures,
    webhooks,
    pluginCounters,
    controls,
    describe,
  })

  const server = await listen(app.fetch, options.port ?? 0)
  const { url } = server

  const workspace: Workspace = {
    url,
    webhookUrl: (sourceId) => `${url}/fn/${encodeURIComponent(sourceId)}`,
    writeKey: (sourceId) => sourceOf(sourceId, sources).writeKey,
    addSource(source) {
      parts.redactor.learn(secretsIn(source.sourceFunction?.settings))
      functions.add(source)
    },
    addDestination(destination) {
      const id = connectDestination(destination, url, parts)
      connected.set(id, { id, standIn: destination.standIn ?? null })
    },
    send: (sourceId, body, sendOptions) => send(workspace, store, sourceId, body, sendOptions),
    track: (sourceId, call) =>
      post(`${url}/v1/track`, { writeKey: workspace.writeKey(sourceId), ...call }),
    waitForIdle: (timeoutMs = IDLE_TIMEOUT_MS) => activity.idle(timeoutMs),
    events: () => readAll(store, 'events'),
    deliveries: () => readAll(store, 'deliveries'),
    requests: () => readAll(store, 'requests'),
    platform: (id) => parts.platforms.get(id),
    async stop() {
      functions.close()
      clock.close()
      await server.close()
      await store.close()
    },
  }
  for (const source of options.sources ?? []) workspace.addSource(source)
  for (const destination of options.destinations ?? []) workspace.addDestination(destination)
  noteExposures(exposures, stream, store, functions.settingsOf)
  resumeFunctionRuns(parts)
  if (options.watch === true) {
    functions.watch((id) => {
      const at = new Date(clock.nowMs()).toISOString()
      stream.publish({ table: 'reloads', record: { id, at } })
    })
  }
  return workspace
}

function describeWorkspace(url: string, destinations: readonly unknown[], parts: Parts): unknown {
  const { store, clock, functions, sources } = parts
  return {
    url,
    mode: functions.mode(),
    timeScale: clock.timeScale,
    sources: sources.all().map(({ id, writeKey, sourceFunction }) => ({
      id,
      writeKey,
      ...(sourceFunction === undefined ? {} : { webhookUrl: `${url}/fn/${id}` }),
    })),
    destinations,
    totals: {
      events: store.total('events'),
      deliveries: store.total('deliveries'),
      requests: store.total('requests'),
    },
  }
}

async function send(
  workspace: Workspace,
  store: Store,
  sourceId: string,
  body: unknown,
  { headers = {}, query = {} }: SendOptions = {},
): Promise<RequestRecord> {
  const parameters = new URLSearchParams(query)
  const url = `${workspace.webhookUrl(sourceId)}${parameters.size > 0 ? `?${parameters}` : ''}`
  const response = await post(url, body, headers)
  const record = store.get('requests', response.headers.get(REQUEST_ID_HEADER) ?? '')
  if (record !== undefined) return record
  throw new Error(`The webhook answered ${response.status}: ${await response.text()}`)
}

function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const all = { 'content-type': 'application/json', ...headers }
  return fetch(url, { method: 'POST', headers: all, body: text })
}

function sourceOf(sourceId: string, sources: Sources) {
  const source = sources.byId(sourceId)
  if (source !== undefined) return source
  const known = sources.all().map(({ id }) => id)
  throw new Error(`No source "${sourceId}". Sources: ${known.join(', ')}.`)
}
