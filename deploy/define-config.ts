/** The declaration: what `segment.config.ts` may say. Secrets are named, never written down. */
import type { Region } from './public-api/region'

/** A value that is read from the environment when it is needed, and never printed. */
export interface Secret {
  readonly secretFrom: string
}

/** `secret('NAME')`: the value of the environment variable NAME (`.env` is read too). */
export function secret(name: string): Secret {
  return { secretFrom: name }
}

export type SettingInput =
  | string
  | boolean
  | number
  | readonly string[]
  | Readonly<Record<string, string>>
  | Secret

export type SettingsInput = Readonly<Record<string, SettingInput>>

export interface DeployConfig {
  /** Lower case, digits, dashes. Part of the mark on everything that is made, so that two projects can share a workspace. */
  project: string
  workspace: {
    /** Segment → Settings → Workspace settings → General. Anything else than this workspace is refused. */
    id: string
    region: Region
    /** Base URL of source functions' webhooks, where Segment's page shows another than the published one. */
    webhookUrl?: string
  }
  sourceFunctions?: readonly SourceFunctionConfig[]
  destinationFunctions?: readonly DestinationFunctionConfig[]
  /** Destinations of Segment's catalog that work by actions and mappings. */
  destinations?: readonly ActionsDestinationConfig[]
}

export interface SourceFunctionConfig {
  /** Stays the same for ever; the name may change. Lower case, digits, dashes. */
  key: string
  displayName: string
  description?: string
  /** Path of the built file, from the declaration's folder; `dist/functions/source.js` by default. */
  bundle?: string
  /** One for each vendor that sends webhooks. */
  sources: readonly SourceConfig[]
}

export interface SourceConfig {
  /** Unique in the workspace; names the schema in the warehouse. */
  slug: string
  name?: string
  /** Platform id; becomes the setting `platform`. `auto` by default. */
  platform?: string
  settings?: SettingsInput
  enabled?: boolean
  /** Added to the labels that the source has. */
  labels?: Readonly<Record<string, string>>
  /** Id or name of a tracking plan. */
  trackingPlan?: string
  /** Segment connects new sources to every warehouse; we do not, unless this is true. Read only when the source is made. */
  connectWarehouses?: boolean
  /** A JSON file whose body `apply --canary` sends: a test event of the vendor. */
  canary?: string
}

export interface DestinationFunctionConfig {
  key: string
  /** Segment adds " (workspace name)". */
  displayName: string
  description?: string
  platform: string
  /** `dist/functions/destination-<platform>.js` by default. */
  bundle?: string
  /** A destination belongs to one source: one for each. */
  connections: readonly ConnectionConfig[]
}

export interface ConnectionConfig {
  /** Slug or id of a source, declared here or not. */
  source: string
  name?: string
  enabled?: boolean
  settings?: SettingsInput
  filters?: readonly FilterConfig[]
}

export interface ActionsDestinationConfig extends ConnectionConfig {
  name: string
  /** Slug, name or id in Segment's catalog. */
  catalog: string
  mappings: readonly MappingConfig[]
}

export interface MappingConfig {
  /** Unique in its destination. */
  name: string
  /** The action's slug. */
  action: string
  /** Which events, in FQL: https://segment.com/docs/api/public-api/fql/ */
  trigger: string
  enabled?: boolean
  /** Field key to value or mapping-kit expression. */
  fields?: Readonly<Record<string, unknown>>
}

export interface FilterConfig {
  /** Unique in its destination. */
  title: string
  /** FQL. */
  if: string
  actions: readonly FilterAction[]
  enabled?: boolean
}

export type FilterAction =
  | { type: 'DROP' }
  | { type: 'SAMPLE'; percent: number; path?: string }
  | { type: 'ALLOW_PROPERTIES' | 'DROP_PROPERTIES'; fields: Readonly<Record<string, unknown>> }

/** Nothing but the types: `export default defineConfig({ … })`. */
export function defineConfig(config: DeployConfig): DeployConfig {
  return config
}
