/** In or out: true adds, false removes, anything else changes nothing. */
import { isRecord } from '../platforms/is-record'
import { ownValue } from '../platforms/own-value'
import type { Payload } from './experiment-action'

/**
 * Reads a mapped event of Engage, Journeys or reverse ETL. Undefined means that the event does not
 * say: a computed trait, an absent boolean, a row that the sync mode is not about.
 */
export function membershipOf(payload: Payload, syncMode?: string): boolean | undefined {
  return engageMembership(payload) ?? reverseEtlMembership(payload, syncMode)
}

/**
 * Engage sends booleans. Journeys sends the text "true", or nothing at all: who reaches a step is
 * added, and nobody is ever removed by one.
 * https://segment.com/docs/engage/using-engage-data/ https://segment.com/docs/engage/journeys/v1/send-data/
 */
function engageMembership(payload: Payload): boolean | undefined {
  const { computation_class: computationClass, audience_key: key } = payload
  if (computationClass !== 'audience' && computationClass !== 'journey_step') return undefined
  const values = valuesOf(payload)
  if (values === undefined) return undefined
  const stated = typeof key === 'string' ? ownValue(values, key) : undefined
  if (typeof stated === 'boolean') return stated
  // Text can only add: a removal needs the boolean.
  if (stated === 'true') return true
  return computationClass === 'journey_step' && stated !== 'false' ? true : undefined
}

/** Traits of an identify call, properties of a track call; no other call states a membership. */
function valuesOf(payload: Payload): Record<string, unknown> | undefined {
  const { type, traits, properties } = payload
  if (type !== 'identify' && type !== 'track') return undefined
  const values = type === 'identify' ? traits : properties
  return isRecord(values) ? values : {}
}

const ROWS: Record<string, { adds: readonly string[]; removes: readonly string[] }> = {
  add: { adds: ['new'], removes: [] },
  update: { adds: ['updated'], removes: [] },
  upsert: { adds: ['new', 'updated'], removes: [] },
  delete: { adds: [], removes: ['deleted'] },
  mirror: { adds: ['new', 'updated'], removes: ['deleted'] },
}

/** Reverse ETL sends a track call named after what happened to the row. */
function reverseEtlMembership(payload: Payload, syncMode: string | undefined): boolean | undefined {
  const rows = syncMode === undefined ? undefined : ROWS[syncMode]
  if (payload.type !== 'track' || typeof payload.event !== 'string' || rows === undefined) {
    return undefined
  }
  if (rows.adds.includes(payload.event)) return true
  return rows.removes.includes(payload.event) ? false : undefined
}
