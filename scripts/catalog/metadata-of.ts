/** `metadata.json`, in the order and with the nulls that Segment's generator writes. */
import type {
  ActionDefinition,
  AudienceDestinationDefinition,
  DestinationDefinition,
  GlobalSetting,
  InputField,
} from '@segment/actions-core'
import type { SettingValues } from '../../platforms/setting'

type Definition =
  | DestinationDefinition<SettingValues>
  | AudienceDestinationDefinition<SettingValues>

export function metadataOf(definition: Definition): Record<string, unknown> {
  const { slug, name, mode, description, authentication, actions, presets = [] } = definition
  return {
    slug,
    name,
    mode,
    description,
    authentication: {
      scheme: authentication?.scheme,
      fields: mapped(authentication?.fields ?? {}, settingMetadata),
    },
    audienceConfig: audienceMetadata(definition),
    actions: mapped(actions, actionMetadata),
    presets: presets.map((preset) => ({
      name: preset.name,
      type: preset.type,
      partnerAction: preset.partnerAction,
      ...(preset.type === 'automatic' ? { subscribe: preset.subscribe } : {}),
      mapping: preset.mapping,
      eventSlug: preset.type === 'specificEvent' ? preset.eventSlug : null,
    })),
  }
}

function audienceMetadata(definition: Definition): unknown {
  if (!('audienceConfig' in definition)) return null
  const { audienceConfig, audienceFields } = definition
  return {
    mode: audienceConfig.mode,
    audienceFields: mapped(audienceFields, settingMetadata),
    supportsAudienceFunctions: 'createAudience' in audienceConfig,
  }
}

function settingMetadata(field: GlobalSetting): Record<string, unknown> {
  const { label, description, type, required = false, choices = null } = field
  const shared = { label, description, type, required, multiple: false, choices }
  return { ...shared, default: field.default ?? null, depends_on: null }
}

function actionMetadata(action: ActionDefinition<SettingValues>): Record<string, unknown> {
  return {
    title: action.title,
    description: action.description,
    platform: 'cloud',
    defaultSubscription: action.defaultSubscription ?? null,
    hidden: action.hidden ?? false,
    hasPerformBatch: action.performBatch !== undefined,
    syncMode: action.syncMode ?? null,
    hooks: null,
    fields: mapped(action.fields as Record<string, InputField>, fieldMetadata),
  }
}

const FIELD_REST = [
  'choices',
  'placeholder',
  'properties',
  'category',
  'depends_on',
  'readOnly',
  'unsafe_hidden',
  'minimum',
  'maximum',
  'defaultObjectUI',
  'disabledInputMethods',
  'displayMode',
] as const

function fieldMetadata(field: InputField): Record<string, unknown> {
  const { label, description, type, required = false, multiple = false } = field
  const rest = FIELD_REST.map((key) => [
    key === 'unsafe_hidden' ? 'hidden' : key,
    field[key] ?? null,
  ])
  return {
    label,
    description,
    type,
    required,
    multiple,
    allowNull: field.allowNull ?? false,
    dynamic: field.dynamic ?? false,
    default: field.default ?? null,
    ...Object.fromEntries(rest),
    additionalProperties: field.additionalProperties ?? false,
  }
}

function mapped<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
