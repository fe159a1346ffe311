/** What the API can ask of the workspace. */
import type { Control } from './api/api'
import type { Clock } from './clock'
import { REQUEST_ID_HEADER } from './functions/function-endpoint'
import type { HostMode } from './functions/function-request'
import type { KeptRequests } from './functions/kept-requests'
import type { Pipeline } from './pipeline'
import type { EventRecord, RequestRecord } from './records'
import type { Sources } from './sources'
import type { StandInPlatforms } from './stand-ins/stand-in-platforms'
import type { Store } from './store/store'

export interface ControlContext {
  clock: Clock
  store: Store
  pipeline: Pipeline
  sources: Sources
  keptRequests: KeptRequests
  platforms: StandInPlatforms
  mode: HostMode
  destinationIds: readonly string[]
  url(): string
}

/** Members of a list that the API names; the count says how many there are. */
const MAX_MEMBERS = 1000

export function createWorkspaceControl(context: ControlContext): Control {
  const { platforms, sources, store } = context
  return {
    describe: () => ({
      url: context.url(),
      mode: context.mode,
      timeScale: context.clock.timeScale,
      sources: sources.all().map(({ id, writeKey, sourceFunction }) => ({
        id,
        writeKey,
        ...(sourceFunction === undefined ? {} : { webhookUrl: `${context.url()}/fn/${id}` }),
      })),
      destinations: context.destinationIds.map((id) => ({ id })),
      totals: {
        events: store.total('events'),
        deliveries: store.total('deliveries'),
        requests: store.total('requests'),
      },
    }),
    lists: () => platforms.ids().flatMap((platform) => listsOf(platform, platforms)),
    standIns: () =>
      platforms.ids().map((platform) => ({
        platform,
        accepted: platforms.get(platform).counts(),
        fault: platforms.faults.all()[platform] ?? null,
      })),
    setFault(platform, fault) {
      if (!platforms.ids().includes(platform) || typeof fault === 'string') return false
      platforms.get(platform).fail(fault)
      return true
    },
    async replay({ requestId, eventIds }) {
      if (requestId !== undefined) return replayRequest(store.get('requests', requestId), context)
      const events = (eventIds ?? []).flatMap((id) => store.get('events', id) ?? [])
      return events.length === 0 ? undefined : { events: replayEvents(events, context) }
    },
  }
}

function listsOf(platform: string, platforms: StandInPlatforms): unknown[] {
  const standIn = platforms.get(platform)
  return standIn.lists().map((list) => ({
    platform,
    ...list,
    members: standIn.members(list.id).slice(0, MAX_MEMBERS),
  }))
}

/** The same body again. After a restart its secrets are gone, and the function will say so. */
async function replayRequest(
  request: RequestRecord | undefined,
  { url, keptRequests }: ControlContext,
): Promise<unknown> {
  if (request === undefined || request.direction === 'out') return undefined
  const kept = keptRequests.get(request.id) ?? request
  const { pathname, search } = new URL(kept.url)
  const headers = Object.entries(kept.headers).filter(([name]) => !CONNECTION_HEADERS.has(name))
  const init = { method: 'POST', headers: Object.fromEntries(headers), body: kept.body }
  const response = await fetch(`${url()}${pathname}${search}`, init)
  return { status: response.status, requestId: response.headers.get(REQUEST_ID_HEADER) }
}

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

/** Under new messageIds, as Segment asks for when events are sent again. */
function replayEvents(
  events: readonly EventRecord[],
  { pipeline, clock }: ControlContext,
): string[] {
  return events.flatMap(({ event, sourceId, requestId }) => {
    const { messageId: _, receivedAt: __, sentAt: ___, ...call } = event
    const from = { sourceId, requestId, receivedAtMs: clock.nowMs() }
    return pipeline.ingest([call], from).map(({ id }) => id)
  })
}
