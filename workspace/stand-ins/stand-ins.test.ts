import { destinations } from '../../destination'
import { createWorkspace } from '../create-workspace'
import { standIns } from '.'

const audience = {
  computation_class: 'audience',
  computation_key: 'beta_users',
  computation_id: 'aud_1',
}

describe.each(standIns.map(({ platform }) => platform))('the stand-in of %s', (platform) => {
  it('takes what its destination sends, with the keys that it gives it', async () => {
    const definition = destinations[platform]
    if (definition === undefined) throw new Error(`There is no destination for ${platform}.`)
    const workspace = await createWorkspace({
      sources: [{ id: 'app' }],
      destinations: [{ definition, standIn: platform }],
    })
    try {
      const standIn = workspace.platform(platform)
      if (platform === 'statsig') standIn.createList({ id: 'beta_users' })
      const properties = { revenue: 5, kameleoonVisitorCode: 'xf54dd2thdd5' }
      await workspace.track('app', { userId: 'u1', event: 'Order Completed', properties })
      await workspace.track('app', {
        type: 'identify',
        userId: 'u1',
        traits: { beta_users: true, kameleoonVisitorCode: 'xf54dd2thdd5' },
        context: { personas: audience },
      })
      await workspace.waitForIdle()
      expect(
        workspace.deliveries().map(({ status, detail }) => [status, detail]),
      ).not.toContainEqual(['rejected', expect.anything()])
      expect(standIn.counts().event).toBeGreaterThanOrEqual(1)
      const listed = standIn.lists().map(({ id }) => standIn.members(id))
      expect(listed).toEqual(platform === 'kameleoon' ? [] : [['u1']])
    } finally {
      await workspace.stop()
    }
  })
})
