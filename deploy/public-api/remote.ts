/**
 * What the Public API answers with, parsed: only the fields that deploy reads. The API grows by
 * adding fields, so anything else is ignored.
 */
import { isRecord } from '../../platforms/is-record'
import { DeployError } from '../deploy-error'

export type ResourceType = 'SOURCE' | 'DESTINATION'

export interface FunctionSetting {
  name: string
  label: string
  description: string
  type: 'STRING' | 'BOOLEAN' | 'ARRAY' | 'TEXT_MAP'
  required: boolean
  sensitive: boolean
}

export interface RemoteFunction {
  id: string
  resourceType: ResourceType
  displayName: string
  description: string
  code: string
  settings: FunctionSetting[]
  catalogId: string
  deployedAt: string | undefined
  /** False: the newest code is saved and does not run yet. Undefined: Segment does not say. */
  isLatestVersion: boolean | undefined
}

export interface RemoteVersion {
  id: string
  code: string
  createdAt: string
  /** It runs, or ran. */
  ran: boolean
}

export interface Label {
  key: string
  value: string
}

export interface RemoteSource {
  id: string
  slug: string
  name: string
  enabled: boolean
  /** The catalog id: for a source function, that of the function. */
  metadataId: string
  writeKeys: string[]
  settings: Record<string, unknown>
  labels: Label[]
}

export interface RemoteDestination {
  id: string
  name: string
  enabled: boolean
  sourceId: string
  settings: Record<string, unknown>
  metadata: CatalogEntry
}

/** A destination as the catalog describes it. */
export interface CatalogEntry {
  id: string
  name: string
  slug: string
  actions: { id: string; slug: string; name: string }[]
}

export interface RemoteMapping {
  id: string
  name: string
  actionId: string
  trigger: string
  enabled: boolean
  settings: Record<string, unknown>
}

export interface RemoteFilter {
  id: string
  title: string
  if: string
  actions: unknown[]
  enabled: boolean
}

export interface RemoteTrackingPlan {
  id: string
  name: string
}

export function functionOf(value: unknown): RemoteFunction {
  const it = recordOf(value, 'function')
  const id = textAt(it, 'id', 'function')
  return {
    id,
    resourceType: it.resourceType === 'DESTINATION' ? 'DESTINATION' : 'SOURCE',
    displayName: textAt(it, 'displayName', 'function'),
    description: optionalText(it.description) ?? '',
    code: optionalText(it.code) ?? '',
    settings: arrayAt(it, 'settings').map(functionSettingOf),
    catalogId: optionalText(it.catalogId) ?? id.replace(/^[a-z]+_/, ''),
    deployedAt: optionalText(it.deployedAt),
    isLatestVersion: typeof it.isLatestVersion === 'boolean' ? it.isLatestVersion : undefined,
  }
}

function functionSettingOf(value: unknown): FunctionSetting {
  const it = recordOf(value, 'setting')
  return {
    name: textAt(it, 'name', 'setting'),
    label: optionalText(it.label) ?? '',
    description: optionalText(it.description) ?? '',
    type: textAt(it, 'type', 'setting') as FunctionSetting['type'],
    required: it.required === true,
    sensitive: it.sensitive === true,
  }
}

export function versionOf(value: unknown): RemoteVersion {
  const it = recordOf(value, 'version')
  return {
    id: textAt(it, 'id', 'version'),
    code: textAt(it, 'code', 'version'),
    createdAt: optionalText(it.createdAt) ?? '',
    ran: it.isDeployed === true || optionalText(it.deployedAt) !== undefined,
  }
}

export function sourceOf(value: unknown): RemoteSource {
  const it = recordOf(value, 'source')
  return {
    id: textAt(it, 'id', 'source'),
    slug: textAt(it, 'slug', 'source'),
    name: optionalText(it.name) ?? textAt(it, 'slug', 'source'),
    enabled: it.enabled === true,
    metadataId: textAt(recordOf(it.metadata, 'source.metadata'), 'id', 'source.metadata'),
    writeKeys: arrayAt(it, 'writeKeys').filter((key): key is string => typeof key === 'string'),
    settings: isRecord(it.settings) ? it.settings : {},
    labels: arrayAt(it, 'labels').map(labelOf),
  }
}

export function labelOf(value: unknown): Label {
  const it = recordOf(value, 'label')
  return { key: textAt(it, 'key', 'label'), value: textAt(it, 'value', 'label') }
}

export function destinationOf(value: unknown): RemoteDestination {
  const it = recordOf(value, 'destination')
  return {
    id: textAt(it, 'id', 'destination'),
    name: optionalText(it.name) ?? '',
    enabled: it.enabled === true,
    sourceId: textAt(it, 'sourceId', 'destination'),
    settings: isRecord(it.settings) ? it.settings : {},
    metadata: catalogEntryOf(it.metadata),
  }
}

export function catalogEntryOf(value: unknown): CatalogEntry {
  const it = recordOf(value, 'destination metadata')
  return {
    id: textAt(it, 'id', 'destination metadata'),
    name: optionalText(it.name) ?? '',
    slug: optionalText(it.slug) ?? '',
    actions: arrayAt(it, 'actions').map((action) => {
      const inner = recordOf(action, 'action')
      return {
        id: textAt(inner, 'id', 'action'),
        slug: optionalText(inner.slug) ?? '',
        name: optionalText(inner.name) ?? '',
      }
    }),
  }
}

export function mappingOf(value: unknown): RemoteMapping {
  const it = recordOf(value, 'subscription')
  return {
    id: textAt(it, 'id', 'subscription'),
    name: textAt(it, 'name', 'subscription'),
    actionId: textAt(it, 'actionId', 'subscription'),
    trigger: optionalText(it.trigger) ?? '',
    enabled: it.enabled === true,
    settings: isRecord(it.settings) ? it.settings : {},
  }
}

export function filterOf(value: unknown): RemoteFilter {
  const it = recordOf(value, 'filter')
  return {
    id: textAt(it, 'id', 'filter'),
    title: optionalText(it.title) ?? '',
    if: optionalText(it.if) ?? '',
    actions: arrayAt(it, 'actions'),
    enabled: it.enabled === true,
  }
}

export function trackingPlanOf(value: unknown): RemoteTrackingPlan {
  const it = recordOf(value, 'tracking plan')
  return { id: textAt(it, 'id', 'tracking plan'), name: optionalText(it.name) ?? '' }
}

/** A member of the answer's `data`. */
export function memberOf(data: unknown, key: string): unknown {
  const it = recordOf(data, 'data')
  if (it[key] === undefined) throw unexpected(`data.${key}`)
  return it[key]
}

function recordOf(value: unknown, what: string): Record<string, unknown> {
  if (!isRecord(value)) throw unexpected(what)
  return value
}

function textAt(it: Record<string, unknown>, key: string, what: string): string {
  const value = it[key]
  if (typeof value !== 'string' || value === '') throw unexpected(`${what}.${key}`)
  return value
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function arrayAt(it: Record<string, unknown>, key: string): unknown[] {
  const value = it[key]
  return Array.isArray(value) ? value : []
}

function unexpected(what: string): DeployError {
  return new DeployError(
    'UNEXPECTED_SHAPE',
    `Segment's answer has no usable "${what}". The Public API may have changed: compare https://docs.segmentapis.com with deploy/public-api/remote.ts.`,
  )
}
