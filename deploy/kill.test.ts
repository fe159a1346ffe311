/** Real processes, really killed: SIGKILL when the stand-in has acted and before it answers. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { systemClock } from './clock'
import type { PublicApiStandIn } from './stand-in/create-public-api-stand-in'
import { createTrial, type Trial } from './stand-in/create-trial'
import {
  DESTINATION_BUNDLE,
  SAMPLE_SECRETS,
  SOURCE_BUNDLE,
  sampleDeclaration,
} from './stand-in/sample-declaration'
import { worldSummary } from './stand-in/world-summary'

const NEW_SOURCE_BUNDLE = `${SOURCE_BUNDLE}// newer\n`
const NEW_DESTINATION_BUNDLE = `${DESTINATION_BUNDLE}// newer\n`
const NEVER = 0
/** Runs side by side. */
const AT_ONCE = 4

/** Two processes for each call; a busy machine takes its time. */
jest.setTimeout(600_000)

let toolFolder: string
let tool: string

beforeAll(async () => {
  toolFolder = mkdtempSync(join(tmpdir(), 'deploy-tool-'))
  tool = join(toolFolder, 'deploy.cjs')
  await build({
    entryPoints: [join(__dirname, '../scripts/deploy.ts')],
    outfile: tool,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  })
})
afterAll(() => rmSync(toolFolder, { recursive: true, force: true }))

async function prepare(): Promise<{ trial: Trial; config: string }> {
  const trial = await createTrial({ clock: systemClock, rateLimits: false })
  Object.assign(trial.environment, SAMPLE_SECRETS)
  trial.write('source.js', SOURCE_BUNDLE)
  trial.write('destination.js', DESTINATION_BUNDLE)
  const config = trial.declare(sampleDeclaration(trial.standIn.workspaceId, 'us', 'statsig'))
  return { trial, config }
}

/** Applies in a process of its own, which is killed after its nth call; resolves to its exit code. */
function applyOutside(trial: Trial, config: string, killAfter: number): Promise<number | null> {
  const child = spawn(process.execPath, [tool, 'apply', '--yes', '--config', config], {
    cwd: trial.folder,
    env: { PATH: process.env.PATH, ...trial.environment },
    stdio: 'ignore',
  })
  killAt(trial.standIn, child, killAfter)
  return new Promise((resolve) => child.on('exit', (code) => resolve(code)))
}

function killAt(standIn: PublicApiStandIn, child: ChildProcess, killAfter: number): void {
  let calls = 0
  standIn.onActed = () => {
    calls += 1
    if (calls !== killAfter) return
    child.kill('SIGKILL')
    // The answer never leaves.
    return new Promise(() => {})
  }
}

/** Leads to the apply that is killed; returns its declaration. */
type Before = (trial: Trial, config: string) => Promise<string>

/** Kills after call 1, 2, 3 … of the apply that follows `before`, until one gets through without being killed. */
async function killEverywhere(before: Before) {
  const undisturbed = await killOnce(NEVER, before)
  expect(undisturbed).toMatchObject({
    wasKilled: false,
    exitCode: 0,
    summary: {
      plan: { exitCode: 0, err: '', out: 'Nothing to do: the workspace is as declared.' },
    },
  })
  let killed = 0
  for (;;) {
    const next = Array.from({ length: AT_ONCE }, (_, index) => killed + 1 + index)
    const results = await Promise.all(next.map((killAfter) => killOnce(killAfter, before)))
    for (const { wasKilled, killAfter, exitCode, summary } of results) {
      expect({ killAfter, exitCode, summary }).toEqual({ ...undisturbed.end, killAfter })
      if (!wasKilled) return killed
      killed += 1
    }
  }
}

async function killOnce(killAfter: number, before: Before) {
  const { trial, config: firstConfig } = await prepare()
  const config = await before(trial, firstConfig)
  const first = await applyOutside(trial, config, killAfter)
  const wasKilled = first === null
  const exitCode = wasKilled ? await applyOutside(trial, config, NEVER) : first
  trial.standIn.onActed = () => {}
  const plan = await trial.run('plan', '--config', config)
  const summary = { plan, ...worldSummary(trial.standIn.world) }
  await trial.close()
  return { killAfter, wasKilled, exitCode, summary, end: { exitCode: 0, summary } }
}

it('makes the same of an empty workspace, after whichever call it was killed', async () => {
  const killed = await killEverywhere(async (_, config) => config)
  expect(killed).toBeGreaterThan(40)
})

it('makes the same of a change to everything, after whichever call it was killed', async () => {
  const killed = await killEverywhere(async (trial) => {
    expect((await trial.run('apply', '--yes')).exitCode).toBe(0)
    trial.write('source.js', NEW_SOURCE_BUNDLE)
    trial.write('destination.js', NEW_DESTINATION_BUNDLE)
    trial.write('changed.cjs', changed(trial))
    return 'changed.cjs'
  })
  expect(killed).toBeGreaterThan(30)
})

/** Settings, a name, a mapping and a filter differ, and the tracking plan moves. */
function changed(trial: Trial): string {
  trial.standIn.world.trackingPlans.push({ id: 'tp_other', name: 'Other' })
  const text = JSON.stringify(sampleDeclaration(trial.standIn.workspaceId, 'us', 'statsig'))
    .replace('Exposures, web', 'Exposures of the web')
    .replace('"trackingPlan":"Experiments"', '"trackingPlan":"Other"')
    .replace('"region":"us"},"mappings"', '"region":"eu"},"mappings"')
    .replace('properties.isTest = true', 'properties.isTest != false')
    .replace('$.event', '$.properties.name')
  return `module.exports = ${text}\n`
}
