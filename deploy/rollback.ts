/** Brings back the code that ran before: the same path as a deployment, with older code. */
import { createBench } from './bench'
import { type Bench, type Change, made, PHASES, type PlanContext } from './change'
import { deploymentChanges } from './changes/deployment-changes'
import { codeName, enabledInstances, liveAtOnce } from './changes/function-changes'
import { DeployError } from './deploy-error'
import type { DesiredFunction } from './desired'
import { hashOf, isSameCode } from './function-code'
import { hasLabel, pendingLabel } from './marks'
import { matchWorkspace } from './match-workspace'
import { listAll } from './public-api/list-all'
import { type RemoteFunction, type RemoteVersion, versionOf } from './public-api/remote'
import { type Remote, readFunction, readWorkspace } from './read-workspace'
import type { Session } from './session'

export interface RollbackOptions {
  /** Key of the only function to roll back. */
  only?: string
  /** Id of a version, or the beginning of its hash. */
  to?: string
}

interface Candidate {
  id: string
  code: string
}

export async function planRollback(
  session: Session,
  options: RollbackOptions,
): Promise<{ changes: Change[]; bench: Bench }> {
  const { api, clock, state, desired } = session
  const remote = await readWorkspace(api, desired)
  const { match } = matchWorkspace(desired, remote, {})
  const context: PlanContext = { desired, remote, match, state, options: {}, findings: [] }
  const changes: Change[] = []
  for (const it of desired.functions) {
    const current = match.functions.get(it.key)
    if (current === undefined || (options.only !== undefined && options.only !== it.key)) continue
    changes.push(...(await changesOf(session, it, current, context, options.to)))
  }
  if (changes.length === 0) throw nothingToRollBack(options)
  return {
    changes: changes.sort((a, b) => a.phase - b.phase),
    bench: createBench({ api, clock, state }, desired, remote, match),
  }
}

async function changesOf(
  session: Session,
  it: DesiredFunction,
  current: RemoteFunction,
  context: PlanContext,
  to: string | undefined,
): Promise<Change[]> {
  const history = await readHistory(session, it, current)
  const deployments = context.desired.sources
    .filter(({ functionKey }) => functionKey === it.key)
    .flatMap((source) =>
      deploymentChanges(source, context.match.sources.get(source.slug), context, true),
    )
  if (isHalfDone(it, current, history, context)) return deployments
  const earlier = history.filter(({ code }) => !isSameCode(code, current.code))
  const target = to === undefined ? earlier[0] : earlier.find((candidate) => isNamed(candidate, to))
  return target === undefined
    ? []
    : [restoration(it, current, target, context.remote), ...deployments]
}

/** A rollback that was killed between saving and deploying: older code is saved and waits. */
function isHalfDone(
  it: DesiredFunction,
  current: RemoteFunction,
  history: readonly Candidate[],
  { desired, match }: PlanContext,
): boolean {
  const isPending = desired.sources.some((source) => {
    const found = match.sources.get(source.slug)
    return source.functionKey === it.key && found && hasLabel(found, pendingLabel(desired.project))
  })
  const isOlder = history.some(({ code }) => isSameCode(code, current.code))
  return isPending && isOlder && !isSameCode(current.code, it.code)
}

function isNamed({ id, code }: Candidate, to: string): boolean {
  return id === to || codeName(code).startsWith(to)
}

/** Segment's history, and where that alpha endpoint is off, what this machine uploaded. Newest first. */
async function readHistory(
  session: Session,
  it: DesiredFunction,
  current: RemoteFunction,
): Promise<Candidate[]> {
  try {
    const path = { functionId: current.id }
    const versions = await listAll(session.api, 'listFunctionVersions', 'versions', versionOf, {
      path,
    })
    return thatRan(versions)
  } catch (error) {
    if (!(error instanceof DeployError) || error.code !== 'FEATURE_OFF') throw error
    session.report('Version history is off in this workspace: using what this machine uploaded.')
    return session.state.codes(it.key).map((code) => ({ id: hashOf(code).slice(0, 10), code }))
  }
}

/** Newest first. A version that was only saved never ran, unless Segment does not tell of any. */
function thatRan(versions: readonly RemoteVersion[]): RemoteVersion[] {
  const ran = versions.filter((version) => version.ran)
  const newestFirst = (a: RemoteVersion, b: RemoteVersion) =>
    Date.parse(b.createdAt) - Date.parse(a.createdAt)
  return (ran.length > 0 ? ran : [...versions]).sort(newestFirst)
}

function restoration(
  it: DesiredFunction,
  current: RemoteFunction,
  target: Candidate,
  remote: Remote,
): Change {
  const isDestination = it.resourceType === 'DESTINATION'
  const live = enabledInstances(current, remote)
  return {
    phase: isDestination ? PHASES.destinationFunction : PHASES.sourceFunction,
    action: 'update',
    resource: 'function',
    name: it.displayName,
    fields: [
      {
        field: 'code',
        from: codeName(current.code),
        to: `${codeName(target.code)}, version ${target.id}`,
      },
    ],
    code: { from: current.code, to: target.code },
    ...(isDestination && { warning: liveAtOnce(live) }),
    calls: ['updateFunction', 'getFunction'],
    async run(bench) {
      bench.state.rememberCode(it.key, current.code)
      const path = { functionId: made(bench.functions, it.key).id }
      await bench.api.call('updateFunction', { path, body: { code: target.code } })
      bench.state.rememberCode(it.key, target.code)
      const { code } = await readFunction(bench.api, path.functionId)
      if (!isSameCode(code, target.code)) throw notRolledBack(it)
    },
  }
}

function nothingToRollBack({ only, to }: RollbackOptions): DeployError {
  const what = only === undefined ? 'no declared function' : `function "${only}"`
  const which = to === undefined ? 'an earlier version that ran' : `a version "${to}"`
  return new DeployError(
    'NOTHING_TO_ROLL_BACK',
    `${what} has ${which}. Look at the versions in Segment's editor, or build the wanted commit and run apply.`,
  )
}

function notRolledBack({ displayName }: DesiredFunction): DeployError {
  return new DeployError(
    'NOT_VERIFIED',
    `Segment took the earlier code of function "${displayName}" and shows other code. Somebody may be editing it: look into Segment's editor, then run rollback again.`,
  )
}
