/** A source function's code goes live in each of its sources by a deployment of its own. */
import { type Bench, type Change, made, PHASES, type PlanContext } from '../change'
import { createOnce } from '../create-once'
import { DeployError } from '../deploy-error'
import type { DesiredSource } from '../desired'
import { hasLabel, ownerLabel, pendingLabel } from '../marks'
import type { RemoteSource } from '../public-api/remote'
import { readFunction } from '../read-workspace'
import { finalLabels, isSameLabels, labelText, putLabels, sourceLabelChange } from './label-changes'

/**
 * Segment says of a function whether its newest code is deployed, but not in which of its sources.
 * So a source carries a label from before the upload until it is deployed: a run that was killed
 * in between is found again from any machine.
 */
export function deploymentChanges(
  it: DesiredSource,
  current: RemoteSource | undefined,
  context: PlanContext,
  isSaved: boolean,
): Change[] {
  const { project } = context.desired
  const remoteFunction = context.match.functions.get(it.functionKey)
  const isPending = current !== undefined && hasLabel(current, pendingLabel(project))
  const wasDeployed = current !== undefined && hasLabel(current, ownerLabel(project)) && !isPending
  const mustDeploy = isSaved || !wasDeployed || remoteFunction?.isLatestVersion === false
  const changes: Change[] = []
  if (mustDeploy && current !== undefined && !isPending)
    changes.push(pendingMark(it, current, context))
  if (mustDeploy) changes.push(deploy(it))
  const labels = finalLabels(it, current, project)
  if (mustDeploy || !isSameLabels(labels, current?.labels ?? [])) {
    changes.push(sourceLabelChange(it, current, labels, project))
  }
  return changes
}

function pendingMark(it: DesiredSource, current: RemoteSource, { desired }: PlanContext): Change {
  const labels = [...current.labels, pendingLabel(desired.project)]
  return {
    phase: PHASES.markPending,
    action: 'update',
    resource: 'labels of source',
    name: it.name,
    fields: [
      { field: 'labels', to: `${labelText(pendingLabel(desired.project))} until it is deployed` },
    ],
    bookkeeping: true,
    calls: ['replaceLabelsInSource'],
    run: (bench) => putLabels(bench, current.id, labels),
  }
}

function deploy(it: DesiredSource): Change {
  return {
    phase: PHASES.deploy,
    action: 'deploy',
    resource: 'source',
    name: it.name,
    fields: [],
    calls: ['getFunction', 'createFunctionDeployment'],
    run: (bench) => deployInstance(bench, it),
  }
}

async function deployInstance(bench: Bench, it: DesiredSource): Promise<void> {
  const { id } = made(bench.functions, it.functionKey)
  const before = (await readFunction(bench.api, id)).deployedAt
  // The id of the instance: the source's, not the function's.
  const functionId = `sfn_${made(bench.sourceIds, it.slug)}`
  await createOnce(
    bench.clock,
    async () => {
      await bench.api.call('createFunctionDeployment', { path: { functionId } })
      return true
    },
    async () =>
      isDeployedSince(before, (await readFunction(bench.api, id)).deployedAt) || undefined,
  )
  const after = await readFunction(bench.api, id)
  if (after.isLatestVersion === false) {
    throw new DeployError(
      'NOT_VERIFIED',
      `Segment accepted the deployment of source "${it.slug}", and still says that the newest code does not run. Run apply again; if it stays, deploy once in Segment's editor and look at the error there.`,
    )
  }
}

function isDeployedSince(before: string | undefined, after: string | undefined): boolean {
  return after !== undefined && after !== before
}
