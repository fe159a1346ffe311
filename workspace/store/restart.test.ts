import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWorkspace, type Workspace } from '../create-workspace'

const folder = mkdtempSync(join(tmpdir(), 'workspace-'))
const SECRET = 'open-sesame'
let workspace: Workspace

afterAll(() => rmSync(folder, { recursive: true }))

async function start(script: string): Promise<Workspace> {
  workspace = await createWorkspace({
    dataFolder: folder,
    timeScale: 10,
    sources: [
      { id: 'app' },
      { id: 'hook', sourceFunction: { script, settings: { sharedSecret: SECRET } } },
    ],
  })
  return workspace
}

const CHECKED = `async function onRequest(request, settings) {
  const token = request.headers.get('x-webhook-token') || request.url.searchParams.get('token')
  if (token !== settings.sharedSecret) throw new Error('forged')
  Segment.track({ userId: 'u', event: request.json().name, messageId: 'from-webhook' })
}`
const LATER = "async function onRequest() { throw new RetryError('later') }"

it('goes on where it was: records, duplicates, exposures, replay, and functions that wait for their next run', async () => {
  await start(CHECKED)
  const request = await workspace.send('hook', { name: 'Seen' }, { query: { token: SECRET } })
  await workspace.track('app', {
    userId: 'u1',
    event: 'Experiment Viewed',
    messageId: 'm1',
    properties: { experiment_id: 'hero', variation_id: 'b' },
  })
  await workspace.stop()

  await start(LATER)
  expect(workspace.events().map(({ name }) => name)).toEqual(['Seen', 'Experiment Viewed'])
  await workspace.track('app', { userId: 'u1', event: 'Again', messageId: 'm1' })
  expect(workspace.events().at(-1)).toMatchObject({ status: 'duplicate' })
  const { items } = await (await fetch(`${workspace.url}/api/exposures`)).json()
  expect(items).toMatchObject([{ experimentId: 'hero', exposures: 1, units: 1 }])
  const waiting = await workspace.send('hook', { name: 'Later' }, { query: { token: SECRET } })
  expect(waiting.runs?.map(({ outcome }) => outcome)).toEqual(['retry'])
  await workspace.stop()

  await start(CHECKED.replace("'from-webhook'", 'undefined'))
  await workspace.waitForIdle()
  const resumed = workspace.requests().find(({ id }) => id === waiting.id)
  expect(resumed?.runs?.map(({ outcome }) => outcome)).toEqual(['retry', 'done'])
  const init = { method: 'POST', body: JSON.stringify({ requestId: request.id }) }
  const replayed = await fetch(`${workspace.url}/api/replay`, init)
  expect(await replayed.json()).toMatchObject({ status: 200 })
  expect(workspace.events().map(({ name }) => name)).toEqual([
    'Seen',
    'Experiment Viewed',
    'Again',
    'Later',
    'Seen',
  ])
  await workspace.stop()
})
