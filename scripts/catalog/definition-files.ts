/** The files that Segment's catalog expects of a destination: index, one folder for each action. */
import type { ActionDefinition, InputField } from '@segment/actions-core'
import { defineDestination } from '../../destination/define-destination'
import type { Platform } from '../../platforms/platform'
import type { SettingValues } from '../../platforms/setting'
import { generatedTypes } from './generated-types'
import { metadataOf } from './metadata-of'

type Files = [path: string, text: string][]
type Action = ActionDefinition<SettingValues>
type Definition = ReturnType<typeof defineDestination>
type Preset = NonNullable<Definition['presets']>[number]

/** @param exportName what the platform's `index.ts` calls it */
export function definitionFiles(platform: Platform, exportName: string): Files {
  const definition = defineDestination(platform)
  const audienceFields = 'audienceFields' in definition ? definition.audienceFields : undefined
  const types = Object.entries({
    Settings: definition.authentication?.fields ?? {},
    AudienceSettings: audienceFields,
  }).flatMap(([name, fields]) => (fields === undefined ? [] : [[name, fields] as const]))
  return [
    ['index.ts', indexFile(definition)],
    ['generated-types.ts', generatedTypes(Object.fromEntries(types))],
    ['metadata.json', `${JSON.stringify(metadataOf(definition), null, 2)}\n`],
    ['versioning-info.ts', versioningInfo(platform)],
    ['lib/platform.ts', platformFile(platform, exportName, audienceFields !== undefined)],
    ...Object.entries(definition.actions).flatMap(([key, action]) => actionFiles(key, action)),
  ]
}

function actionFiles(key: string, action: Action): Files {
  const fields = action.fields as Record<string, InputField>
  return [
    [`${key}/generated-types.ts`, generatedTypes({ Payload: fields })],
    [`${key}/index.ts`, actionFile(key, action)],
  ]
}

/** A segment of the source reads the same whichever formatter has been over it. */
const literal = (value: unknown) => JSON.stringify(value, null, 2)

function actionFile(key: string, action: Action): string {
  const { title, description, defaultSubscription, syncMode, fields } = action
  return `import type { ActionDefinition } from '@segment/actions-core'
import { toActionDefinition } from '../lib/destination/to-action-definition'
import { actions } from '../lib/platform'
import type { Settings } from '../generated-types'
import type { Payload } from './generated-types'

const { perform, performBatch } = toActionDefinition(actions.${key})

const action: ActionDefinition<Settings, Payload> = {
  title: ${literal(title)},
  description: ${literal(description)},
  defaultSubscription: ${literal(defaultSubscription)},
  ${syncMode === undefined ? '' : `syncMode: ${literal(syncMode)},`}
  fields: ${literal(fields)},
  perform: (request, data) => perform(request, { ...data, settings: { ...data.settings } }),
  performBatch: (request, data) => performBatch(request, { ...data, settings: { ...data.settings } })
}

export default action
`
}

/** The platform once, because its actions share what they know about rates and late changes. */
function platformFile(platform: Platform, exportName: string, hasAudience: boolean): string {
  const lists = `
/** Segment makes and finds the lists. */
export const lists = platform.lists as CreatingLists
`
  return `import { actionsOf } from './destination/actions-of'
${hasAudience ? "import type { CreatingLists } from './destination/audience-parts'" : ''}
import type { ExperimentAction } from './destination/experiment-action'
import { ${exportName} as platform } from './platforms/${platform.id}'

export { platform }

export const actions = Object.fromEntries(
  actionsOf(platform).map((action) => [action.key, action])
) as Record<ExperimentAction['key'], ExperimentAction>
${hasAudience ? lists : ''}`
}

function indexFile(definition: Definition): string {
  const audienceFields = 'audienceFields' in definition ? definition.audienceFields : undefined
  const hasAudience = audienceFields !== undefined
  const canDelete = definition.onDelete !== undefined
  const keys = Object.keys(definition.actions)
  const type = hasAudience ? 'AudienceDestinationDefinition' : 'DestinationDefinition'
  const generics = hasAudience ? '<Settings, AudienceSettings>' : '<Settings>'
  return `import type { ${type} } from '@segment/actions-core'
import { defaultValues } from '@segment/actions-core'
${hasAudience ? "import { audienceFunctions } from './lib/destination/audience-parts'" : ''}
import { testKeys } from './lib/destination/authentication'
${canDelete ? "import { onDeleteOf } from './lib/destination/on-delete'" : ''}
import { ${canDelete ? 'actions, ' : ''}${hasAudience ? 'lists, ' : ''}platform } from './lib/platform'
import type { ${hasAudience ? 'AudienceSettings, ' : ''}Settings } from './generated-types'
${keys.map((key) => `import ${key} from './${key}'`).join('\n')}

${hasAudience ? 'const { createAudience, getAudience } = audienceFunctions(lists)' : ''}
${canDelete ? 'const onDelete = onDeleteOf(Object.values(actions))' : ''}

const destination: ${type}${generics} = {
  name: ${literal(definition.name)},
  slug: ${literal(definition.slug)},
  mode: 'cloud',
  description: ${literal(definition.description)},
  authentication: {
    scheme: 'custom',
    fields: ${literal(definition.authentication?.fields)},
    testAuthentication: (request, { settings }) => testKeys(platform, request, { ...settings })
  },
  ${hasAudience ? audienceMembers(audienceFields) : ''}
  presets: [${(definition.presets ?? []).map(presetText).join(', ')}],
  actions: { ${keys.join(', ')} }${canDelete ? DELETION : ''}
}

export default destination
`
}

const DELETION = `,
  onDelete: async (request, data) => await onDelete?.(request, { ...data, settings: { ...data.settings } })`

/** Mappings are the defaults of the fields, as everywhere in the catalog. */
function presetText(preset: Preset): string {
  const { mapping, ...rest } = preset
  const syncMode = mapping?.__segment_internal_sync_mode
  const defaults = `defaultValues(${preset.partnerAction}.fields)`
  const text =
    syncMode === undefined
      ? defaults
      : `{ ...${defaults}, __segment_internal_sync_mode: ${literal(syncMode)} }`
  return `${literal(rest).replace(/\n?\}$/, '')}, mapping: ${text} }`
}

function audienceMembers(audienceFields: unknown): string {
  return `audienceFields: ${literal(audienceFields)},
  audienceConfig: {
    mode: { type: 'synced', full_audience_sync: false },
    createAudience: (request, input) =>
      createAudience(request, {
        ...input,
        settings: { ...input.settings },
        audienceSettings: { ...input.audienceSettings }
      }),
    getAudience: (request, input) =>
      getAudience(request, {
        ...input,
        settings: { ...input.settings },
        audienceSettings: { ...input.audienceSettings }
      })
  },`
}

function versioningInfo(platform: Platform): string {
  const prefix = platform.id.toUpperCase().replace(/-/g, '_')
  const versions = Object.entries(platform.facts.versions ?? {}).map(([purpose, version]) => {
    const name = `${prefix}_${purpose.replace(/([A-Z])/g, '_$1').toUpperCase()}_API_VERSION`
    return `/** ${name}
 * API version that requests to ${platform.name} name.
 * API reference: ${version.doc}
 */
export const ${name} = '${version.value}'
`
  })
  const none = `/** ${platform.name}'s endpoints carry no version. */\nexport {}\n`
  return versions.length === 0 ? none : versions.join('\n')
}
