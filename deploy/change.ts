/** One thing that apply does: what a person reads of it, and how it is done. */
import type { Clock } from './clock'
import type { DeployErrorCode } from './deploy-error'
import type { Desired } from './desired'
import type { LocalState } from './local-state'
import type { Match } from './match-workspace'
import type { PublicApi } from './public-api/client'
import type { EndpointId } from './public-api/endpoints'
import type { Remote } from './read-workspace'

export interface Change {
  phase: number
  action: 'create' | 'update' | 'connect' | 'deploy' | 'enable' | 'disable' | 'delete'
  resource:
    | 'label'
    | 'labels of source'
    | 'function'
    | 'source'
    | 'tracking plan'
    | 'destination'
    | 'filter'
    | 'mapping'
  name: string
  fields: FieldChange[]
  code?: { from: string; to: string }
  /** What a person should know before it is done. */
  warning?: string
  /** A step of apply's own, which a reader of the plan need not weigh. */
  bookkeeping?: true
  /** The calls that it makes, for the time left. */
  calls: EndpointId[]
  run(bench: Bench): Promise<void>
}

export interface FieldChange {
  field: string
  /** Undefined: not there yet. Secrets are dots. */
  from?: string
  to?: string
}

/** The order of apply: nothing receives events before everything that shapes them is in place. */
export const PHASES = {
  labels: 10,
  markPending: 15,
  sourceFunction: 20,
  source: 30,
  trackingPlan: 35,
  deploy: 40,
  sourceLabels: 45,
  destinationFunction: 50,
  destination: 60,
  filter: 70,
  mapping: 80,
  enable: 90,
  deleteMapping: 100,
  deleteFilter: 110,
  deleteDestination: 120,
  deleteSource: 130,
  deleteFunction: 140,
} as const

/** What plan found beside changes. A stop must be answered before apply does anything. */
export type Finding =
  | { level: 'stop'; code: DeployErrorCode; message: string }
  | { level: 'note'; code: NoteCode; message: string }

type NoteCode =
  | 'NOT_OURS' // something of others hangs on what was to be deleted
  | 'UNDECLARED' // ours, or in what is ours, and not in the declaration
  | 'SECRET_UNKNOWN' // Segment does not show it and this machine has not sent it
  | 'POSSIBLE_DUPLICATE' // a destination of the same kind that is not ours

export interface PlanOptions {
  acceptDrift?: boolean
  adopt?: boolean
  prune?: boolean
  forceSecrets?: boolean
}

export interface PlanContext {
  desired: Desired
  remote: Remote
  match: Match
  state: LocalState
  options: PlanOptions
  findings: Finding[]
}

/** What apply works with; the ids grow as things are made. */
export interface Bench {
  api: PublicApi
  clock: Clock
  state: LocalState
  project: string
  functions: Map<string, { id: string; catalogId: string }>
  /** Ids of sources by slug and by id. */
  sourceIds: Map<string, string>
  /** Ids of destinations by key. */
  destinationIds: Map<string, string>
}

/** What an earlier change of the same apply has made. */
export function made<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key)
  if (value === undefined) throw new Error(`"${key}" should have been made by an earlier change`)
  return value
}
