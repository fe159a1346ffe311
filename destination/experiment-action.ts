/** An action without a vendor and without a target: Actions and functions are both made from it. */
import type { InputField } from '@segment/actions-core'
import type { Outcome } from '../platforms/outcome'
import type { SettingValues } from '../platforms/setting'
import type { DeleteUser } from './delete-user'
import type { Execute } from './execute-plan'

export interface ExperimentAction {
  key: 'trackEvent' | 'trackExposure' | 'identifyUser' | 'syncAudience'
  title: string
  description: string
  /** Which events it takes without being configured, in Segment's filter language. */
  subscription: string
  fields: Readonly<Record<string, InputField>>
  /** Events in a batch where the default would not end in time. */
  batchSize?: number
  /** Sync modes for reverse ETL, where rows are new, updated or deleted. */
  hasSyncMode?: boolean
  /** Takes a user out of everything that the action put them into. */
  deleteUser?: DeleteUser
  /** One outcome for each payload, in order. Throws nothing. */
  run(payloads: readonly Payload[], run: ActionRun): Promise<Outcome[]>
}

/** A mapped event. Nothing about it is trusted. */
export type Payload = Readonly<Record<string, unknown>>

export interface ActionRun {
  settings: SettingValues
  execute: Execute
  nowMs: number
  /** How a reverse ETL row is meant: add, update, upsert, delete or mirror. */
  syncMode?: string
  /** Something that the customer should know, without ids and secrets. */
  warn(message: string): void
}
