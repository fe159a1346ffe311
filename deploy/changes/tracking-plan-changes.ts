/** The tracking plan that checks what a source emits. */
import { type Bench, type Change, made, PHASES, type PlanContext } from '../change'
import { createOnce } from '../create-once'
import type { DesiredSource } from '../desired'
import type { RemoteSource } from '../public-api/remote'
import { readTrackingPlanId } from '../read-workspace'

export function trackingPlanChanges(
  it: DesiredSource,
  current: RemoteSource | undefined,
  { remote, findings }: PlanContext,
): Change[] {
  if (it.trackingPlan === undefined) return []
  const plan = remote.trackingPlans.find(
    ({ id, name }) => id === it.trackingPlan || name === it.trackingPlan,
  )
  if (plan === undefined) {
    findings.push({
      level: 'stop',
      code: 'BAD_CONFIG',
      message: `tracking plan "${it.trackingPlan}" of source "${it.slug}" is not in the workspace. Write its id or name; make it in Segment first.`,
    })
    return []
  }
  const connectedId = current && remote.trackingPlanIds.get(current.id)
  if (connectedId === plan.id) return []
  const before = remote.trackingPlans.find(({ id }) => id === connectedId)?.name ?? connectedId
  const change: Change = {
    phase: PHASES.trackingPlan,
    action: 'connect',
    resource: 'tracking plan',
    name: `${plan.name} → ${it.name}`,
    fields: [{ field: 'trackingPlan', ...(before && { from: before }), to: plan.name }],
    calls: [
      'addSourceToTrackingPlan',
      ...(connectedId ? ['removeSourceFromTrackingPlan' as const] : []),
    ],
    run: (bench) => connectPlan(bench, made(bench.sourceIds, it.slug), plan.id, connectedId),
  }
  return [change]
}

/** A source has one tracking plan at most. */
async function connectPlan(
  bench: Bench,
  sourceId: string,
  trackingPlanId: string,
  connectedId: string | undefined,
): Promise<void> {
  if (connectedId !== undefined) {
    await bench.api.call('removeSourceFromTrackingPlan', {
      path: { trackingPlanId: connectedId },
      query: { sourceId },
    })
  }
  await createOnce(
    bench.clock,
    async () => {
      await bench.api.call('addSourceToTrackingPlan', {
        path: { trackingPlanId },
        body: { sourceId },
      })
      return true
    },
    async () => (await readTrackingPlanId(bench.api, sourceId)) === trackingPlanId || undefined,
  )
}
