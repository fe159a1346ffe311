/** The declaration after everything in it was looked up: files read, secrets found, settings checked. */
import type { FilterConfig, MappingConfig } from './define-config'
import type { Region } from './public-api/region'
import type { FunctionSetting, Label, ResourceType } from './public-api/remote'

export interface Desired {
  project: string
  workspaceId: string
  region: Region
  webhookUrl: string | undefined
  functions: DesiredFunction[]
  sources: DesiredSource[]
  destinations: DesiredDestination[]
}

export interface DesiredFunction {
  key: string
  resourceType: ResourceType
  displayName: string
  description: string
  bundlePath: string
  /** Header and bundle: what is uploaded. */
  code: string
  settings: FunctionSetting[]
}

export interface DesiredSource {
  functionKey: string
  slug: string
  name: string
  enabled: boolean
  settings: DesiredValue[]
  labels: Label[]
  trackingPlan: string | undefined
  connectWarehouses: boolean
  canaryPath: string | undefined
}

export interface DesiredDestination {
  /** Unique: what it is, and of which source. */
  key: string
  /** What it is an instance of. */
  of: { functionKey: string } | { catalog: string }
  /** Slug or id. */
  source: string
  name: string
  enabled: boolean
  settings: DesiredValue[]
  /** Undefined where the destination has none by its kind. */
  mappings: Required<MappingConfig>[] | undefined
  filters: Required<FilterConfig>[]
}

export interface DesiredValue {
  key: string
  value: unknown
  secret: boolean
}
