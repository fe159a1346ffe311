/** Nothing personal and no secret reaches a log, an error, or the reason of a result. */
import { createHmac } from 'node:crypto'
import { platforms } from '../platforms/index'
import { webhookFixtures } from '../testing/webhook-fixtures'
import type { WebhookPlatform } from './choose-platform'
import { createRelay } from './create-relay'
import { createSourceFunction } from './create-source-function'
import { readSettings } from './read-settings'
import { translate } from './translate'

const TAINTS = ['ada@example.com', 'Ada Lovelace', '203.0.113.77', 's3cr3t-t41nt']
const TAINT = TAINTS.join(' ')
const SETTINGS = { sharedSecret: TAINT.replaceAll(' ', '_'), signingSecret: 's3cr3t-t41nt' }
const senders = platforms.filter((one) => one.webhook) as WebhookPlatform[]

/** The body once for each place in it, with the taint there: as a value, and as a key. */
function tainted(body: unknown): unknown[] {
  const text = JSON.stringify(body)
  const count = pathsOf(body).length
  return Array.from({ length: count }, (_, n) => n).flatMap((n) => {
    const asValue = JSON.parse(text) as unknown
    const asKey = JSON.parse(text) as unknown
    const [value, key] = [pathsOf(asValue)[n], pathsOf(asKey)[n]]
    if (value === undefined || key === undefined) return []
    value.holder[value.key] = TAINT
    for (const taint of TAINTS.slice(0, 3)) key.holder[taint] = key.holder[key.key]
    delete key.holder[key.key]
    return Array.isArray(key.holder) ? [asValue] : [asValue, asKey]
  })
}

function pathsOf(value: unknown): { holder: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...pathsOf(holder[key])])
}

const leaks = (texts: readonly string[]) =>
  texts.filter((text) => TAINTS.some((taint) => text.includes(taint)))

/** What the function says, in its log and in its error. */
async function saidByFunction(body: unknown, url: string): Promise<string[]> {
  const said: string[] = []
  const onRequest = createSourceFunction({
    platforms,
    emit: (call) => {
      if (JSON.stringify(call).length % 7 === 0) throw new Error(`refused ${JSON.stringify(call)}`)
    },
    hmac: (algorithm, key, text, encoding) =>
      createHmac(algorithm, key).update(text).digest(encoding),
    nowMs: () => 1,
    log: (line) => said.push(line),
    refuse: (error) => error,
  })
  const request = {
    json: () => body,
    text: () => JSON.stringify(body),
    // A wrong signature lets nothing through, and then there is less to leak.
    headers: new Headers(url === wrong ? { 'x-ld-signature': TAINT } : {}),
    url,
  }
  try {
    said.push(JSON.stringify(await onRequest(request, SETTINGS)))
  } catch (error) {
    said.push(String(error), String((error as Error).stack))
  }
  return said
}

async function saidByRelay(body: string, url: string): Promise<string[]> {
  const said: string[] = []
  const relay = createRelay({
    writeKey: 's3cr3t-t41nt',
    settings: SETTINGS,
    log: (line) => said.push(line),
    timeoutMs: 1,
    fetch: async (_, init) => {
      if (body.length % 5 === 0) throw new Error(`down ${String(init?.body)}`)
      return new Response(TAINT, { status: body.length % 3 === 0 ? 500 : 200 })
    },
  })
  const headers = { 'x-statsig-signature': 'v0=s3cr3t-t41nt' }
  const response = await relay(new Request(url, { method: 'POST', body, headers }))
  said.push(await response.text(), JSON.stringify([...response.headers]))
  return said
}

const right = `https://x.example/?token=${encodeURIComponent(SETTINGS.sharedSecret)}`
const wrong = `https://x.example/?token=${encodeURIComponent(`${TAINT}!`)}`

describe.each(senders)('$name', (platform) => {
  const bodies = webhookFixtures(platform.id).flatMap(({ body }) => tainted(body))

  it('gives reasons without anything from the body', () => {
    const settings = readSettings({ eventForm: 'both' })
    const outcomes = bodies.flatMap((body) => {
      try {
        return translate(body, platform, settings).map(({ outcome }) => JSON.stringify(outcome))
      } catch (error) {
        return [String(error)]
      }
    })
    expect(outcomes.length).toBeGreaterThan(bodies.length / 2)
    expect(leaks(outcomes)).toEqual([])
  })

  it('leaves nothing in the log and the errors of the function', async () => {
    const said: string[] = []
    for (const body of bodies) {
      said.push(...(await saidByFunction(body, right)), ...(await saidByFunction(body, wrong)))
    }
    expect(said.some((line) => line.includes('"sent":'))).toBe(true)
    expect(said.some((line) => line.includes('SECRET_FORGED'))).toBe(true)
    expect(leaks(said)).toEqual([])
  })

  it('leaves nothing in the log and the answers of the relay', async () => {
    const said: string[] = []
    for (const body of bodies.map((one) => JSON.stringify(one))) {
      said.push(...(await saidByRelay(body, right)), ...(await saidByRelay(body, wrong)))
    }
    said.push(...(await saidByRelay(TAINT, right)))
    expect(said.some((line) => line.includes('SEGMENT_BUSY') || line.includes('"sent":'))).toBe(
      true,
    )
    expect(leaks(said)).toEqual([])
  })
})
