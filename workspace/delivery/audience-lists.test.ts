import { destinations } from '../../destination'
import { createWorkspace, type Workspace } from '../create-workspace'

/** No segment of Statsig can have this name: only the list that was made has an id. */
const AUDIENCE = 'big spenders'
let workspace: Workspace

const enter = (userId: string) =>
  workspace.track('website', {
    userId,
    event: 'Audience Entered',
    properties: { audience_key: AUDIENCE, [AUDIENCE]: true },
    context: {
      personas: {
        computation_class: 'audience',
        computation_id: 'aud_1',
        computation_key: AUDIENCE,
        namespace: 'spa_1',
      },
    },
  })

beforeEach(async () => {
  const definition = destinations.statsig
  if (definition === undefined) throw new Error('There is a destination for Statsig.')
  workspace = await createWorkspace({
    sources: [{ id: 'website' }],
    destinations: [{ definition, standIn: 'statsig' }],
  })
})
afterEach(() => workspace.stop())

it('has the list made before the first member arrives, once', async () => {
  await Promise.all(['u1', 'u2', 'u3'].map(enter))
  await workspace.waitForIdle()
  await enter('u4')
  await workspace.waitForIdle()
  expect(workspace.platform('statsig').members('big_spenders').sort()).toEqual([
    'u1',
    'u2',
    'u3',
    'u4',
  ])
})
