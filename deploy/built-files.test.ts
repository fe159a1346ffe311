/** The example declaration, as it is copied, with the files that are really built. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { destinationFunction } from '../scripts/build/destination-functions'
import { buildSourceFunction } from '../scripts/build/source-function'
import { createTrial, type Trial } from './stand-in/create-trial'

const ROOT = join(__dirname, '..')
const EXAMPLE = join(ROOT, 'segment.config.example.ts')
const DESTINATION = join(ROOT, 'dist/functions/destination-statsig.js')

const SECRETS = {
  STATSIG_WEBHOOK_SHARED_SECRET: 'secretOfTheFirstWebhook',
  LAUNCHDARKLY_WEBHOOK_SHARED_SECRET: 'secretOfTheSecondWebhook',
  KAMELEOON_WEBHOOK_SHARED_SECRET: 'secretOfTheThirdWebhook',
  STATSIG_SERVER_SECRET: 'secret-keyOfTheServer',
}

let trial: Trial
beforeAll(async () => {
  await mkdir(join(ROOT, 'dist/functions'), { recursive: true })
  await buildSourceFunction(ROOT)
  await writeFile(DESTINATION, await destinationFunction(ROOT, 'statsig'))
})
beforeEach(async () => {
  trial = await createTrial()
  Object.assign(trial.environment, SECRETS)
  const { world } = trial.standIn
  world.workspace.id = 'yourWorkspaceId'
  world.addSource('website')
  const actions = [{ id: 'actionId', slug: 'trackEvent', name: 'Track Event' }]
  world.catalog.push({ id: 'ld', slug: 'ld', name: 'LaunchDarkly (Actions)', actions })
})
afterEach(() => trial.close())

const run = (...args: string[]) =>
  trial.run(...args, '--config', EXAMPLE, '--state', join(trial.folder, 'state'))

it('deploys the example, and then finds nothing to do', async () => {
  const applied = await run('apply', '--yes')
  expect(applied.err.split('\n').pop()).toContain('done')
  expect(applied.exitCode).toBe(0)
  expect(await run('plan')).toEqual({
    exitCode: 0,
    err: '',
    out: 'Nothing to do: the workspace is as declared.',
  })
})

it('uploads exactly the bytes that run in the local workspace', async () => {
  await run('apply', '--yes')
  const uploads = trial.standIn.world.functions.map(({ versions }) => versions[0]?.code ?? '')
  const bodies = uploads.map((code) => code.slice(code.indexOf('\n') + 1))
  expect(bodies).toEqual([
    await readFile(join(ROOT, 'dist/functions/source.js'), 'utf8'),
    await readFile(DESTINATION, 'utf8'),
  ])
})
