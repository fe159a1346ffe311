/** Carries out a plan, one change after the other, and checks afterwards that nothing is left to do. */
import { createBench } from './bench'
import type { Change, PlanOptions } from './change'
import { DeployError } from './deploy-error'
import { makePlan, type Plan } from './make-plan'
import { changeName } from './print-plan'
import { progressLine, remainingMs } from './progress'
import { type Remote, readWorkspace } from './read-workspace'
import type { Session } from './session'

export interface Reading {
  remote: Remote
  plan: Plan
}

export async function readPlan(session: Session, options: PlanOptions): Promise<Reading> {
  const remote = await readWorkspace(session.api, session.desired)
  return { remote, plan: makePlan(session.desired, remote, session.state, options) }
}

/** Drift and strangers are answered by a person, never by going on. */
export function refuseStops({ findings }: Plan): void {
  const stop = findings.find((it) => it.level === 'stop')
  if (stop === undefined) return
  throw new DeployError(stop.code, `${stop.message} Nothing was changed.`)
}

export async function applyPlan(session: Session, { remote, plan }: Reading): Promise<void> {
  const { api, clock, state, desired } = session
  const bench = createBench({ api, clock, state }, desired, remote, plan.match)
  await runChanges(session, plan.changes, (change) => change.run(bench))
}

/** @param run How a change is carried out. */
export async function runChanges(
  session: Session,
  changes: readonly Change[],
  run: (change: Change) => Promise<void>,
): Promise<void> {
  for (const [index, change] of changes.entries()) {
    const leftMs = remainingMs(changes, index, session.limiter)
    const warning = change.warning === undefined ? '' : ` (${change.warning})`
    session.report(progressLine(index, changes.length, leftMs, changeName(change) + warning))
    await run(change)
  }
  session.report(progressLine(changes.length, changes.length, 0, 'done'))
}

/** Reads everything again: what Segment did not keep is an error here, and not a surprise later. */
export async function verify(session: Session, options: PlanOptions): Promise<Reading> {
  // Secrets that were sent again on request would be sent for ever.
  const reading = await readPlan(session, { ...options, forceSecrets: false })
  if (reading.plan.changes.length === 0) return reading
  const names = reading.plan.changes.map(
    (change) => `${changeName(change)}${change.fields.map(({ field }) => ` ${field}`).join(',')}`,
  )
  throw new DeployError(
    'NOT_VERIFIED',
    `after apply the workspace still differs: ${names.join('; ')}. Run plan to see the values: somebody edits at the same time, or Segment keeps another form of what was sent.`,
  )
}
