/** From the declaration to what shall be: looks up files, secrets and settings; refuses what cannot work. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  functionSettingOf,
  settingsOfDestinationFunction,
  settingsOfSourceFunction,
} from './declared-settings'
import type {
  ActionsDestinationConfig,
  ConnectionConfig,
  DeployConfig,
  DestinationFunctionConfig,
  FilterConfig,
  SourceConfig,
  SourceFunctionConfig,
} from './define-config'
import { DeployError } from './deploy-error'
import type { Desired, DesiredDestination, DesiredFunction, DesiredSource } from './desired'
import { withHeader } from './function-code'
import { lintBundle } from './lint-bundle'
import { markedName } from './marks'
import type { ResourceType } from './public-api/remote'
import { type Environment, valuesOf } from './setting-values'

export interface ResolveContext {
  /** The declaration's folder: paths start here. */
  folder: string
  environment: Environment
}

export function resolveConfig(config: DeployConfig, context: ResolveContext): Desired {
  const sourceFunctions = config.sourceFunctions ?? []
  const destinationFunctions = config.destinationFunctions ?? []
  const desired: Desired = {
    project: config.project,
    workspaceId: config.workspace.id,
    region: config.workspace.region,
    webhookUrl: config.workspace.webhookUrl,
    functions: [
      ...sourceFunctions.map((it) => sourceFunction(config, it, context)),
      ...destinationFunctions.map((it) => destinationFunction(config, it, context)),
    ],
    sources: sourceFunctions.flatMap((it) =>
      it.sources.map((source) => sourceOf(it, source, context)),
    ),
    destinations: [
      ...destinationFunctions.flatMap((it) =>
        it.connections.map((connection) => functionDestination(it, connection, context)),
      ),
      ...(config.destinations ?? []).map((it) => catalogDestination(config, it, context)),
    ],
  }
  refuseDuplicates(desired)
  return desired
}

function sourceFunction(config: DeployConfig, it: SourceFunctionConfig, context: ResolveContext) {
  return functionOf(config, it, 'SOURCE', context, {
    bundle: it.bundle ?? 'dist/functions/source.js',
    settings: settingsOfSourceFunction(it.sources),
  })
}

function destinationFunction(
  config: DeployConfig,
  it: DestinationFunctionConfig,
  context: ResolveContext,
) {
  return functionOf(config, it, 'DESTINATION', context, {
    bundle: it.bundle ?? `dist/functions/destination-${it.platform}.js`,
    settings: settingsOfDestinationFunction(it.platform),
  })
}

function functionOf(
  config: DeployConfig,
  it: { key: string; displayName: string; description?: string },
  resourceType: ResourceType,
  context: ResolveContext,
  { bundle, settings }: { bundle: string; settings: Parameters<typeof functionSettingOf>[0][] },
): DesiredFunction {
  const bundlePath = resolve(context.folder, bundle)
  return {
    key: it.key,
    resourceType,
    displayName: it.displayName,
    description: it.description ?? '',
    bundlePath,
    code: withHeader(config.project, it.key, readBundle(bundlePath, resourceType)),
    settings: settings.map(functionSettingOf),
  }
}

function readBundle(path: string, resourceType: ResourceType): string {
  const bundle = textOf(path)
  if (bundle === undefined) {
    throw new DeployError('BUNDLE_MISSING', `${path} cannot be read. Run npm run build first.`)
  }
  const { problems } = lintBundle(bundle, resourceType)
  if (problems.length === 0) return bundle
  throw new DeployError(
    'BUNDLE_UNFIT',
    `${path} would not work in Segment:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nNothing was uploaded.`,
  )
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function sourceOf(
  it: SourceFunctionConfig,
  source: SourceConfig,
  { environment, folder }: ResolveContext,
): DesiredSource {
  const settings = { platform: source.platform ?? 'auto', ...source.settings }
  return {
    functionKey: it.key,
    slug: source.slug,
    name: source.name ?? source.slug,
    enabled: source.enabled ?? true,
    settings: valuesOf(
      settings,
      settingsOfSourceFunction(it.sources),
      environment,
      `source "${source.slug}"`,
    ),
    labels: Object.entries(source.labels ?? {}).map(([key, value]) => ({ key, value })),
    trackingPlan: source.trackingPlan,
    connectWarehouses: source.connectWarehouses ?? false,
    canaryPath: source.canary === undefined ? undefined : resolve(folder, source.canary),
  }
}

function functionDestination(
  it: DestinationFunctionConfig,
  connection: ConnectionConfig,
  { environment }: ResolveContext,
): DesiredDestination {
  const where = `the connection of "${it.key}" to "${connection.source}"`
  return {
    key: `${it.key} ← ${connection.source}`,
    of: { functionKey: it.key },
    source: connection.source,
    name: connection.name ?? it.displayName,
    enabled: connection.enabled ?? true,
    settings: valuesOf(
      connection.settings ?? {},
      settingsOfDestinationFunction(it.platform),
      environment,
      where,
    ),
    mappings: undefined,
    filters: filtersOf(connection.filters),
  }
}

function catalogDestination(
  config: DeployConfig,
  it: ActionsDestinationConfig,
  { environment }: ResolveContext,
): DesiredDestination {
  return {
    key: `${it.name} ← ${it.source}`,
    of: { catalog: it.catalog },
    source: it.source,
    name: markedName(it.name, config.project),
    enabled: it.enabled ?? true,
    settings: valuesOf(it.settings ?? {}, undefined, environment, `destination "${it.name}"`),
    mappings: it.mappings.map((mapping) => ({ enabled: true, fields: {}, ...mapping })),
    filters: filtersOf(it.filters),
  }
}

function filtersOf(filters: readonly FilterConfig[] = []): Required<FilterConfig>[] {
  return filters.map((filter) => ({ enabled: true, ...filter }))
}

/** Everything is found again by these names: two of one name could not be told apart. */
function refuseDuplicates(desired: Desired): void {
  refuseTwice(
    'function key',
    desired.functions.map((it) => it.key),
  )
  refuseTwice(
    'source slug',
    desired.sources.map((it) => it.slug),
  )
  refuseTwice(
    'destination',
    desired.destinations.map((it) => it.key),
  )
  for (const it of desired.destinations) {
    refuseTwice(
      `mapping of "${it.key}"`,
      (it.mappings ?? []).map((mapping) => mapping.name),
    )
    refuseTwice(
      `filter of "${it.key}"`,
      it.filters.map((filter) => filter.title),
    )
  }
}

function refuseTwice(what: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice === undefined) return
  throw new DeployError('BAD_CONFIG', `${what} "${twice}" is declared twice. Names must differ.`)
}
