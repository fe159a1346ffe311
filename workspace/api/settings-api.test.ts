import { join } from 'node:path'
import { createWorkspace, type Workspace } from '../create-workspace'

const SECRET = 'open-sesame'
let workspace: Workspace

beforeEach(async () => {
  workspace = await createWorkspace({
    sources: [
      { id: 'app' },
      {
        id: 'hook',
        sourceFunction: {
          file: join(__dirname, '../../dist/functions/source.js'),
          settings: { platform: 'statsig', sharedSecret: SECRET, eventForm: 'both' },
        },
      },
    ],
  })
})
afterEach(() => workspace.stop())

async function change(sourceId: string, settings: unknown) {
  const headers = { 'content-type': 'application/json' }
  const init = { method: 'POST', body: JSON.stringify({ settings }), headers }
  const response = await fetch(`${workspace.url}/api/settings/${sourceId}`, init)
  return { status: response.status, answer: await response.json() }
}

it('names the settings in force, but for the secrets', async () => {
  const response = await fetch(`${workspace.url}/api/settings/hook`)
  expect(await response.json()).toEqual({ settings: { eventForm: 'both' } })
})

it('runs the next webhook with the changed settings', async () => {
  const exclude = ['checkout']
  expect(await change('hook', { exclude })).toEqual({
    status: 200,
    answer: { settings: { eventForm: 'both', exclude } },
  })
  const exposure = {
    eventName: 'statsig::experiment_exposure',
    user: { userID: 'u1' },
    userID: 'u1',
    timestamp: 1644520566969,
    value: '',
    metadata: { config: 'checkout', ruleID: 'Test', experimentGroupName: 'Test' },
    timeUUID: 'id1',
    unitID: 'userID',
  }
  const { summary } = await workspace.send('hook', [exposure], { query: { token: SECRET } })
  expect(summary).toMatchObject({ in: 1, sent: 0, dropped: { FILTERED: 1 } })
})

it.each([
  ['hook', { eventForm: 'sideways' }, 400, 'eventForm must be one of native, standard, both'],
  ['hook', { sharedSecret: 'mine' }, 400, 'sharedSecret: only include, exclude'],
  ['hook', undefined, 400, '"settings" is missing'],
  ['app', { exclude: ['x'] }, 404, 'No such source function'],
])('refuses to change %s to %j', async (sourceId, settings, status, message) => {
  const refused = await change(sourceId, settings)
  expect(refused.status).toBe(status)
  expect(refused.answer.message).toContain(message)
  expect(workspace.events()).toEqual([])
})
