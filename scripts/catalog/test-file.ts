/** The test of an exported destination: real requests of example events, against a recorded host. */
import { Destination, type SegmentEvent } from '@segment/actions-core'
import { defineDestination } from '../../destination/define-destination'
import type { Platform } from '../../platforms/platform'

export interface CatalogExample {
  settings: Record<string, string>
  /** What every event of this platform carries. */
  properties: Record<string, unknown>
}

interface Recorded {
  method: string
  url: string
  json: unknown
}

const AT = '2026-11-21T10:00:00.000Z'
const literal = (value: unknown) => JSON.stringify(value, null, 2)

/** Runs the examples through the destination itself, and writes down what it sends. */
export async function testFile(platform: Platform, example: CatalogExample): Promise<string> {
  const blocks: string[] = []
  for (const key of Object.keys(defineDestination(platform).actions)) {
    const events = eventsFor(key, example.properties)
    blocks.push(testBlock(key, events, await requestsOf(platform, key, events, example)))
  }
  return `import nock from 'nock'
import { createTestIntegration } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import Definition from '../index'

const settings = ${literal(example.settings)}

describe(${literal(platform.name)}, () => {
  beforeAll(() => nock.disableNetConnect())
  afterEach(() => nock.cleanAll())
  afterAll(() => nock.enableNetConnect())

${blocks.join('\n')}
})
`
}

function testBlock(key: string, events: SegmentEvent[], requests: Recorded[]): string {
  const nocks = requests.map(({ method, url, json }) => {
    const { origin, pathname, search } = new URL(url)
    return `    nock(${literal(origin)})
      .intercept(${literal(`${pathname}${search}`)}, ${literal(method)}, ${literal(json)})
      .reply(200, {})`
  })
  return `  it('${key} sends exactly this, and reports each event', async () => {
${nocks.join('\n')}
    const testDestination = createTestIntegration(Definition)
    const events = ${literal(events)} as unknown as SegmentEvent[]
    const response = await testDestination.executeBatch('${key}', {
      events,
      mapping: Object.fromEntries(
        Object.entries(Definition.actions.${key}.fields).map(([name, field]) => [name, field?.default])
      ) as any,
      settings
    })
    expect(response.map(({ status }) => status)).toEqual(events.map(() => 200))
    expect(nock.isDone()).toBe(true)
  })
`
}

function eventsFor(action: string, extra: Record<string, unknown>): SegmentEvent[] {
  const shared = { userId: 'user-1', anonymousId: 'anonymous-1', timestamp: AT, context: {} }
  const event = (over: object): SegmentEvent =>
    ({ ...shared, messageId: `message-${action}`, ...over }) as unknown as SegmentEvent
  if (action === 'syncAudience') return [audienceEvent(event, true), audienceEvent(event, false)]
  if (action === 'identifyUser')
    return [event({ type: 'identify', traits: { plan: 'pro', ...extra } })]
  const seen = { experiment_id: 'checkout', variation_id: 'one_page' }
  const isExposure = action === 'trackExposure'
  const properties = isExposure ? seen : { revenue: 25.5, ...extra }
  const name = isExposure ? 'Experiment Viewed' : 'Order Completed'
  return [event({ type: 'track', event: name, properties })]
}

function audienceEvent(event: (over: object) => SegmentEvent, member: boolean): SegmentEvent {
  const personas = {
    computation_class: 'audience',
    computation_key: 'big_spenders',
    computation_id: 'aud_1',
  }
  return event({
    type: 'identify',
    userId: member ? 'user-in' : 'user-out',
    traits: { big_spenders: member },
    context: { personas },
  })
}

async function requestsOf(
  platform: Platform,
  action: string,
  events: SegmentEvent[],
  example: CatalogExample,
): Promise<Recorded[]> {
  const definition = defineDestination(platform)
  const recorded: Recorded[] = []
  const requests = { ...definition, extendRequest: undefined }
  const destination = new Destination(requests)
  const mapping = Object.fromEntries(
    Object.entries(definition.actions[action]?.fields ?? {}).map(([key, field]) => [
      key,
      field?.default,
    ]),
  )
  const { performBatch } = destination.actions[action]?.definition ?? {}
  if (performBatch === undefined) throw new Error(`${action} takes no batches.`)
  const { transformBatch } = await import('@segment/actions-core/mapping-kit')
  const client = async (
    url: string,
    { method, body = 'null' }: { method: string; body?: string },
  ) => {
    recorded.push({ method, url, json: JSON.parse(body) })
    return { status: 200, headers: new Headers(), data: {} }
  }
  const payload = transformBatch(mapping as never, events as never)
  await performBatch(client as never, { payload, settings: example.settings })
  return recorded
}
