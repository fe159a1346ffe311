/** Whether what an SDK or the page reports is an exposure: decided here, for all of them. */
import type { Unit } from '../platforms/exposure'
import type { DropReason } from '../platforms/outcome'
import type { BrowserEvaluation } from '../platforms/platform'
import type { ExposeInput } from './options'
import type { Sighting } from './sighting'

/** What names itself a crawler; Cubot is a make of telephones. */
const CRAWLER = /[^u]bot\b|spider/i

/** An evaluation by an SDK, or an exposure by hand. */
export type Heard = BrowserEvaluation | ExposeInput

/** @returns the exposure, or the reason why it is none. */
export function sightingOf(
  platform: string,
  heard: Heard,
  includeTests: boolean | undefined,
): Omit<Sighting, 'key'> | DropReason {
  const told = heard as BrowserEvaluation & ExposeInput
  const variationId = `${told.variationId ?? ''}`
  const unit = told.unit ?? firstOf(told.units)
  if (told.isOff) return 'DISABLED'
  if (told.isOutside) return 'NOT_ENROLLED'
  if (!variationId) return 'FALLBACK'
  if (told.isTest && !includeTests) return 'TEST'
  if (unit ? !unit.id : told.units) return 'NO_UNIT'
  if (CRAWLER.test(navigator.userAgent)) return 'BOT'
  return {
    platform,
    kind: told.isFlag ? 'flag' : 'experiment',
    timeMs: Date.now(),
    ...told,
    variationId,
    unit,
  }
}

/** The first unit that has an id. */
function firstOf(units: BrowserEvaluation['units']): Unit | undefined {
  for (const kind in units) if (units[kind]) return { kind, id: `${units[kind]}` }
}
