import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SettingValues } from '../../platforms/setting'

/** What a destination needs to be tried: `platforms/<id>/fixtures/destination/example.json`. */
export interface DestinationExample {
  settings: SettingValues
  /** What every event of this platform carries, such as an id that only it knows. */
  properties: Readonly<Record<string, unknown>>
}

/** @throws Error that says which file is missing */
export function destinationExample(platformId: string): DestinationExample {
  const path = `platforms/${platformId}/fixtures/destination/example.json`
  const file = join(__dirname, '../..', path)
  if (!existsSync(file)) throw new Error(`${path} is missing: settings and properties to try with.`)
  return JSON.parse(readFileSync(file, 'utf8')) as DestinationExample
}
