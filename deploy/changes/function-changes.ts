/** Functions: made, and their code, settings and names brought up to date. */
import { canonicalJson } from '../../platforms/canonical-json'
import {
  type Bench,
  type Change,
  type FieldChange,
  type Finding,
  PHASES,
  type PlanContext,
} from '../change'
import { createOnce } from '../create-once'
import { DeployError } from '../deploy-error'
import type { DesiredFunction } from '../desired'
import { bodyOf, hashOf, isAsUploaded, isSameCode } from '../function-code'
import { ownKeyOf, plainDisplayName } from '../marks'
import {
  type FunctionSetting,
  functionOf,
  memberOf,
  type RemoteDestination,
  type RemoteFunction,
} from '../public-api/remote'
import { type Remote, readFunction, readFunctions } from '../read-workspace'

export interface FunctionChange extends Change {
  functionKey: string
  /** What runs changes: sources of the function must be deployed again. */
  changesBehaviour: boolean
}

export function functionChanges(context: PlanContext): FunctionChange[] {
  return context.desired.functions.flatMap((it) => {
    const current = context.match.functions.get(it.key)
    if (current === undefined) return [creation(it)]
    const drift = driftOf(it, current)
    if (drift !== undefined && context.options.acceptDrift !== true) context.findings.push(drift)
    return update(it, current, context) ?? []
  })
}

/** Source functions run when they are deployed, destination functions when they are saved. */
function phaseOf(it: DesiredFunction): number {
  return it.resourceType === 'SOURCE' ? PHASES.sourceFunction : PHASES.destinationFunction
}

function creation(it: DesiredFunction): FunctionChange {
  return {
    functionKey: it.key,
    changesBehaviour: true,
    phase: phaseOf(it),
    action: 'create',
    resource: 'function',
    name: it.displayName,
    fields: [
      { field: 'type', to: it.resourceType },
      { field: 'code', to: codeName(it.code) },
      { field: 'settings', to: it.settings.map((setting) => setting.name).join(', ') },
    ],
    calls: ['createFunction'],
    async run(bench) {
      const made = await createOnce(
        bench.clock,
        () => create(bench, it),
        async () =>
          (await readFunctions(bench.api)).find((other) => isThis(other, it, bench.project)),
      )
      bench.functions.set(it.key, made)
      bench.state.rememberCode(it.key, it.code)
    },
  }
}

function isThis(other: RemoteFunction, it: DesiredFunction, project: string): boolean {
  return other.resourceType === it.resourceType && ownKeyOf(other, project) === it.key
}

async function create(bench: Bench, it: DesiredFunction): Promise<RemoteFunction> {
  const { code, displayName, resourceType, settings } = it
  const description = it.description === '' ? {} : { description: it.description }
  const body = { code, displayName, resourceType, settings, ...description }
  return functionOf(memberOf(await bench.api.call('createFunction', { body }), 'function'))
}

function update(
  it: DesiredFunction,
  current: RemoteFunction,
  context: PlanContext,
): FunctionChange | undefined {
  const body = differences(it, current, context.remote.workspaceName)
  if (Object.keys(body).length === 0) return undefined
  const live = enabledInstances(current, context.remote)
  return {
    functionKey: it.key,
    changesBehaviour: body.code !== undefined || body.settings !== undefined,
    phase: phaseOf(it),
    action: 'update',
    resource: 'function',
    name: it.displayName,
    fields: fieldsOf(it, current, body),
    ...('code' in body ? { code: { from: current.code, to: it.code } } : {}),
    ...(it.resourceType === 'DESTINATION' ? { warning: liveAtOnce(live) } : {}),
    calls: ['getFunction', 'updateFunction'],
    run: (bench) => save(bench, it, current, body),
  }
}

type UpdateBody = Partial<
  Pick<DesiredFunction, 'code' | 'settings' | 'displayName' | 'description'>
>

function differences(
  it: DesiredFunction,
  current: RemoteFunction,
  workspaceName: string,
): UpdateBody {
  const name = plainDisplayName(current.displayName, workspaceName)
  const hasDescription = it.description === '' || it.description === current.description
  return {
    ...(isSameCode(it.code, current.code) ? {} : { code: it.code }),
    ...(isSameSet(it.settings, current.settings) ? {} : { settings: it.settings }),
    ...(it.displayName === name ? {} : { displayName: it.displayName }),
    ...(hasDescription ? {} : { description: it.description }),
  }
}

/** The order of settings is Segment's. */
function isSameSet(a: readonly FunctionSetting[], b: readonly FunctionSetting[]): boolean {
  return sorted(a) === sorted(b)
}

function sorted(settings: readonly FunctionSetting[]): string {
  return canonicalJson(settings.map((setting) => canonicalJson(setting)).sort())
}

function fieldsOf(it: DesiredFunction, current: RemoteFunction, body: UpdateBody): FieldChange[] {
  const fields: FieldChange[] = []
  if (body.code !== undefined) {
    fields.push({ field: 'code', from: codeName(current.code), to: codeName(it.code) })
  }
  if (body.displayName !== undefined) {
    fields.push({ field: 'displayName', from: current.displayName, to: it.displayName })
  }
  if (body.description !== undefined) {
    fields.push({ field: 'description', from: current.description, to: it.description })
  }
  return body.settings === undefined ? fields : [...fields, ...settingFields(it, current)]
}

function settingFields(it: DesiredFunction, current: RemoteFunction): FieldChange[] {
  const before = new Map(current.settings.map((setting) => [setting.name, canonicalJson(setting)]))
  const after = new Map(it.settings.map((setting) => [setting.name, canonicalJson(setting)]))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [from, to] = [before.get(name), after.get(name)]
    if (from === to) return []
    return { field: `settings.${name}`, ...(from && { from }), ...(to && { to }) }
  })
}

/** Between plan and save somebody may have saved in Segment's editor. */
async function save(
  bench: Bench,
  it: DesiredFunction,
  planned: RemoteFunction,
  body: UpdateBody,
): Promise<void> {
  const now = await readFunction(bench.api, planned.id)
  if (!isSameCode(now.code, planned.code) && !isSameCode(now.code, it.code)) {
    throw new DeployError(
      'CHANGED_SINCE_PLAN',
      `function "${it.displayName}" was saved in Segment while this plan was read. Nothing was overwritten: run plan again.`,
    )
  }
  if (body.code !== undefined) bench.state.rememberCode(it.key, planned.code)
  await bench.api.call('updateFunction', { path: { functionId: planned.id }, body })
  if (body.code !== undefined) bench.state.rememberCode(it.key, it.code)
}

/** An edit that is not our upload, and would be overwritten. */
export function driftOf(it: DesiredFunction, current: RemoteFunction): Finding | undefined {
  if (isAsUploaded(current.code) !== false) return undefined
  if (hashOf(bodyOf(current.code)) === hashOf(bodyOf(it.code))) return undefined
  return {
    level: 'stop',
    code: 'DRIFT',
    message: `function "${it.displayName}" was edited in Segment since the last apply (its code no longer has the hash in its header). Carry the edit into the repository, or pass --accept-drift to overwrite it.`,
  }
}

/** Short and comparable, such as "3f2a9c0d1e (48.2 KB)". */
export function codeName(code: string): string {
  return `${hashOf(bodyOf(code)).slice(0, 10)} (${(Buffer.byteLength(code) / 1000).toFixed(1)} KB)`
}

export function enabledInstances(it: RemoteFunction, remote: Remote): RemoteDestination[] {
  return remote.destinations.filter((other) => other.metadata.id === it.catalogId && other.enabled)
}

/** A destination function has no step between saved and deployed. */
export function liveAtOnce({ length }: readonly RemoteDestination[]): string {
  return `is live as soon as it is saved, in ${length} connected destination${length === 1 ? '' : 's'}`
}
