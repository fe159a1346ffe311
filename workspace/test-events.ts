/** The webhook bodies that come with the platforms, ready to be sent. */
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { platforms } from '../platforms'
import { isRecord } from '../platforms/is-record'

export interface TestEvent {
  platform: string
  name: string
  /** Where the body is documented. */
  source: string
  body: unknown
}

/** From the source, or from a package that carries the fixtures beside the bundle. */
const FOLDERS = [join(__dirname, '../platforms'), join(__dirname, 'fixtures')]

export function testEvents(): TestEvent[] {
  return platforms.flatMap(({ id }) => {
    const folder = FOLDERS.map((base) => join(base, id, 'fixtures/webhook')).find(existsSync)
    if (folder === undefined) return []
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
    return files.flatMap((file) => readTestEvent(id, join(folder, file), file.slice(0, -5)))
  })
}

function readTestEvent(platform: string, path: string, name: string): TestEvent[] {
  const fixture: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!isRecord(fixture)) return []
  return [{ platform, name, source: String(fixture.source ?? ''), body: fixture.body }]
}

const UUID = /^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$/i
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/

/** From 2001 to 2065, in ms. */
const isTimeMs = (value: number) => value > 1e12 && value < 3e12

/** The body as if it happened now: new ids, and times moved so that the latest is now. */
export function freshen(body: unknown, nowMs: number): unknown {
  const ids = new Map<string, string>()
  const shiftMs = nowMs - Math.max(0, ...timesIn(body))
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (isRecord(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]))
    }
    if (typeof value === 'string' && UUID.test(value)) return freshId(value)
    const timeMs = timeIn(value)
    if (timeMs === undefined) return value
    if (typeof value === 'number') return timeMs + shiftMs
    const text = String(value)
    return ISO.test(text) ? new Date(timeMs + shiftMs).toISOString() : String(timeMs + shiftMs)
  }
  function freshId(value: string): string {
    const id = ids.get(value) ?? randomUUID()
    ids.set(value, id)
    return id
  }
  return visit(body)
}

function timesIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(timesIn)
  if (isRecord(value)) return Object.values(value).flatMap(timesIn)
  const timeMs = timeIn(value)
  return timeMs === undefined ? [] : [timeMs]
}

/** A time in ms, as a number, as digits or as ISO 8601. */
function timeIn(value: unknown): number | undefined {
  if (typeof value === 'string' && ISO.test(value)) {
    const ms = Date.parse(value)
    return Number.isNaN(ms) ? undefined : ms
  }
  const isDigits = typeof value === 'string' && /^\d{13}$/.test(value)
  const ms = typeof value === 'number' || isDigits ? Number(value) : 0
  return isTimeMs(ms) ? ms : undefined
}
