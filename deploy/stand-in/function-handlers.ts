/** Functions in the stand-in: versions, deployment, and what Segment refuses to save. */
import type { FunctionSetting, ResourceType } from '../public-api/remote'
import type { Call, Handler } from './handlers'
import { pageOf } from './page-of'
import { found, Refusal, type World, type WorldFunction, type WorldVersion } from './world'

/** https://segment.com/docs/connections/functions/usage/ */
const MOST_FUNCTIONS = 25

export const functionHandlers = {
  listFunctions: (world, call) => {
    const type = call.query.get('resourceType')
    const items = world.functions.filter((it) => it.resourceType === type)
    return pageOf('functions', items.map(listItem), call)
  },
  getFunction: (world, { path }) => ({ function: full(functionById(world, path.functionId)) }),
  createFunction,
  updateFunction,
  deleteFunction: (world, { path }) => {
    const it = functionById(world, path.functionId)
    if (instancesOf(world, it) > 0) {
      throw new Refusal(400, 'bad-request', 'The function still has connected instances')
    }
    world.functions = world.functions.filter((other) => other !== it)
    return { status: 'SUCCESS' }
  },
  createFunctionDeployment: deploy,
  listFunctionVersions: (world, call) => {
    const it = functionById(world, call.path.functionId)
    return pageOf(
      'versions',
      it.versions.map((version) => versionItem(it, version)),
      call,
    )
  },
} satisfies Record<string, Handler>

function createFunction(world: World, { body }: Call) {
  if (world.functions.length >= MOST_FUNCTIONS) {
    throw new Refusal(400, 'bad-request', 'A workspace has 25 functions at most')
  }
  const resourceType = body.resourceType as ResourceType
  refuseCode(String(body.code), resourceType)
  const isSource = resourceType === 'SOURCE'
  const catalogId = isSource ? world.nextId() : world.nextHexId()
  const it: WorldFunction = {
    id: `${isSource ? 'sfnc' : 'dfn'}_${catalogId}`,
    catalogId,
    resourceType,
    // https://github.com/segmentio/terraform-provider-segment strips it again
    displayName: isSource
      ? String(body.displayName)
      : `${body.displayName} (${world.workspace.name})`,
    description: typeof body.description === 'string' ? body.description : undefined,
    settings: (body.settings ?? []) as FunctionSetting[],
    createdAt: world.now(),
    deployedAt: undefined,
    versions: [],
    deployedVersionId: undefined,
  }
  addVersion(world, it, String(body.code))
  world.functions.push(it)
  return { function: full(it) }
}

function updateFunction(world: World, { path, body }: Call) {
  const it = functionById(world, path.functionId)
  if (typeof body.code === 'string') {
    refuseCode(body.code, it.resourceType)
    addVersion(world, it, body.code)
  }
  if (Array.isArray(body.settings)) it.settings = body.settings
  if (typeof body.description === 'string') it.description = body.description
  if (typeof body.displayName === 'string') {
    const suffix = it.resourceType === 'SOURCE' ? '' : ` (${world.workspace.name})`
    it.displayName = `${body.displayName}${suffix}`
  }
  return { function: full(it) }
}

/** https://segment.com/docs/connections/functions/source-functions/ : no calls to itself. */
function refuseCode(code: string, resourceType: ResourceType): void {
  if (resourceType === 'SOURCE' && code.includes('https://fn.segmentapis.com')) {
    throw new Refusal(
      422,
      'ValidationFailure',
      'Source functions are unable to send data or events back to their originating source',
    )
  }
}

function addVersion(world: World, it: WorldFunction, code: string): void {
  const version: WorldVersion = {
    id: world.nextId(),
    code,
    createdAt: world.now(),
    deployedAt: undefined,
  }
  it.versions.push(version)
  // A destination function runs as soon as it is saved, in every destination.
  if (it.resourceType === 'DESTINATION') markDeployed(world, it, version)
}

function deploy(world: World, { path }: Call) {
  const source = world.sources.find((it) => `sfn_${it.id}` === path.functionId)
  const it = source && world.functions.find((other) => other.catalogId === source.metadataId)
  const version = it?.versions.at(-1)
  if (source === undefined || it === undefined || version === undefined) {
    throw new Refusal(400, 'bad-request', 'Please provide a valid Source function instance ID')
  }
  markDeployed(world, it, version)
  source.deployedVersionId = version.id
  return { functionDeployment: { status: 'SUCCESS' } }
}

function markDeployed(world: World, it: WorldFunction, version: WorldVersion): void {
  version.deployedAt = world.now()
  it.deployedAt = version.deployedAt
  it.deployedVersionId = version.id
}

export function functionById(world: World, id: string | undefined): WorldFunction {
  return found(
    world.functions.find((it) => it.id === id),
    'Function',
  )
}

function instancesOf(world: World, { catalogId }: WorldFunction): number {
  return [...world.sources, ...world.destinations].filter((it) => it.metadataId === catalogId)
    .length
}

function listItem({
  id,
  resourceType,
  createdAt,
  displayName,
  description,
  catalogId,
}: WorldFunction) {
  return {
    id,
    resourceType,
    createdAt,
    displayName,
    ...(description && { description }),
    catalogId,
  }
}

function full(it: WorldFunction) {
  const latest = it.versions.at(-1)
  return {
    ...listItem(it),
    buildpack: 'boreal',
    code: latest?.code ?? '',
    settings: it.settings,
    ...(it.deployedAt && { deployedAt: it.deployedAt }),
    isLatestVersion: it.deployedVersionId === latest?.id,
  }
}

function versionItem(it: WorldFunction, { id, code, createdAt, deployedAt }: WorldVersion) {
  return {
    id,
    code,
    createdAt,
    isDeployed: it.deployedVersionId === id,
    ...(deployedAt && { deployedAt }),
  }
}
