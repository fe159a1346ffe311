/** `npm run deploy`: from the command line to an exit code. */
import { dirname, resolve } from 'node:path'
import { isRecord } from '../platforms/is-record'
import { applyPlan, readPlan, refuseStops, runChanges, verify } from './apply'
import { createBench } from './bench'
import { sendCanary } from './canary'
import type { Change, PlanOptions } from './change'
import { type Clock, systemClock } from './clock'
import { type Command, type Flags, readCommandLine, USAGE } from './command-line'
import { DeployError } from './deploy-error'
import { loadConfig } from './load-config'
import { makePlan, type Plan } from './make-plan'
import { createMasker } from './masker'
import { deletionsOf, ownedBy } from './owned'
import { planJson, planText } from './print-plan'
import { readWorkspace } from './read-workspace'
import { reasonOf } from './reason-of'
import { planRollback } from './rollback'
import { openSession, type Session } from './session'
import type { Environment } from './setting-values'
import { statusText, webhookLines } from './status'

export interface DeployEnvironment {
  /** Where the declaration is looked for. */
  folder: string
  environment: Environment
  /** Results. */
  print(text: string): void
  /** Progress and errors. */
  report(text: string): void
  /** Asks a person; undefined where nobody is there. */
  ask?: (question: string) => Promise<boolean>
  clock?: Clock
  /** An upper bound for the time-out of every call. */
  timeoutMs?: number
}

/** 0: done, or nothing to do. 1: error. 2: `plan` found changes. */
export type ExitCode = 0 | 1 | 2

interface Run extends DeployEnvironment {
  flags: Flags
  session: Session
}

export async function runDeploy(
  args: readonly string[],
  outside: DeployEnvironment,
): Promise<ExitCode> {
  const masker = createMasker()
  const print = (text: string) => outside.print(masker.mask(text))
  const report = (text: string) => outside.report(masker.mask(text))
  try {
    const { command, flags } = readCommandLine(args)
    if (command === 'help') {
      print(USAGE)
      return 0
    }
    const { path, config } = await loadConfig(outside.folder, flags.config)
    const { environment, clock = systemClock, timeoutMs } = outside
    const stateFolder = flags.state === undefined ? undefined : resolve(outside.folder, flags.state)
    const folder = dirname(path)
    const session = openSession({
      config,
      folder,
      stateFolder,
      environment,
      clock,
      masker,
      report,
      ...(timeoutMs && { timeoutMs }),
    })
    // --show-secrets is the one way around the mask, and for webhook URLs only.
    return await commands[command]({ ...outside, print, report, flags, session }, outside.print)
  } catch (error) {
    report(textOf(error))
    return 1
  }
}

/** Anything else than a DeployError is a bug of ours: where it happened helps whoever reports it. */
function textOf(error: unknown): string {
  if (error instanceof DeployError) return error.message
  const stack = isRecord(error) && typeof error.stack === 'string' ? error.stack : reasonOf(error)
  return `Unexpected, please report it: ${stack}`
}

type Runner = (run: Run, printUnmasked: (text: string) => void) => Promise<ExitCode>

const commands: Readonly<Record<Command, Runner>> = { plan, apply, status, rollback, destroy }

async function plan({ session, flags, print }: Run): Promise<ExitCode> {
  const reading = await readPlan(session, planOptions(flags))
  print(flags.json === true ? planJson(reading.plan) : planText(reading.plan))
  const hasStop = reading.plan.findings.some(({ level }) => level === 'stop')
  return reading.plan.changes.length === 0 && !hasStop ? 0 : 2
}

async function apply(run: Run, printUnmasked: (text: string) => void): Promise<ExitCode> {
  const { session, flags, print } = run
  const options = planOptions(flags)
  const reading = await readPlan(session, options)
  print(planText(reading.plan))
  refuseStops(reading.plan)
  if (reading.plan.changes.length > 0) {
    await confirm(run, 'Apply these changes?')
    await applyPlan(session, reading)
  }
  const after = reading.plan.changes.length > 0 ? await verify(session, options) : reading
  const show = flags['show-secrets'] === true
  const lines = webhookLines(session.desired, after.plan.match, session.webhookBase, show)
  if (lines.length > 0) (show ? printUnmasked : print)(lines.join('\n'))
  if (flags.canary === true) await sendCanaries(run, after.plan)
  return 0
}

async function sendCanaries({ session, print }: Run, { match }: Plan): Promise<void> {
  for (const it of session.desired.sources) {
    const source = match.sources.get(it.slug)
    if (source !== undefined) print(await sendCanary(session.webhookBase, source, it))
  }
}

async function status(run: Run, printUnmasked: (text: string) => void): Promise<ExitCode> {
  const { session, flags, print } = run
  const remote = await readWorkspace(session.api, session.desired)
  const { match, findings } = makePlan(session.desired, remote, session.state)
  const show = flags['show-secrets'] === true
  const text = statusText(session.desired, remote, match, session.webhookBase, show)
  ;(show ? printUnmasked : print)(text)
  for (const { message } of findings) print(`? ${message}`)
  return 0
}

async function rollback(run: Run): Promise<ExitCode> {
  const { session, flags, print } = run
  const { only, to } = flags
  const { changes, bench } = await planRollback(session, {
    ...(only && { only }),
    ...(to && { to }),
  })
  print(planText({ changes, findings: [] }))
  await confirm(run, 'Bring back this code?')
  await runChanges(session, changes, (change) => change.run(bench))
  print(
    'The earlier code runs. plan now shows the newer code as a change, until the repository has the older one.',
  )
  return 0
}

async function destroy(run: Run): Promise<ExitCode> {
  const { session, print } = run
  const { desired, api, clock, state } = session
  const remote = await readWorkspace(api, desired)
  const { changes, findings } = deletionsOf(ownedBy(desired.project, remote), remote)
  const ordered: Change[] = changes.sort((a, b) => a.phase - b.phase)
  print(planText({ changes: ordered, findings }))
  if (ordered.length === 0) return 0
  await confirm(
    run,
    `Delete all of this from workspace "${remote.workspaceName}"? It cannot be undone.`,
  )
  const { match } = makePlan(desired, remote, state)
  const bench = createBench({ api, clock, state }, desired, remote, match)
  await runChanges(session, ordered, (change) => change.run(bench))
  return 0
}

function planOptions(flags: Flags): PlanOptions {
  return {
    acceptDrift: flags['accept-drift'] === true,
    adopt: flags.adopt === true,
    prune: flags.prune === true,
    forceSecrets: flags['force-secrets'] === true,
  }
}

async function confirm({ flags, ask }: Run, question: string): Promise<void> {
  if (flags.yes === true) return
  if (ask === undefined) {
    throw new DeployError(
      'NOT_CONFIRMED',
      'nobody is there to answer. Pass --yes. Nothing was changed.',
    )
  }
  if (await ask(question)) return
  throw new DeployError('NOT_CONFIRMED', 'answered with no. Nothing was changed.')
}
