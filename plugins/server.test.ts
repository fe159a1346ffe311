/** On a server the plugin does nothing, so that a page's code can run there too. */
import { experiments } from './experiments'

it('takes exposures and adapters on a server, and keeps nothing', () => {
  const xp = experiments({ enrich: { events: ['Order Completed'] } })
  const stop = xp.watch((hear) => hear('acme', { experimentId: 'exp_1', variationId: 'a' }))
  xp.expose({ experimentId: 'exp_1', variationId: 'a' })
  stop()
  expect(xp.counters()).toEqual({
    seen: 0,
    sent: 0,
    accepted: 0,
    dropped: {},
    conflicts: 0,
    capped: 0,
  })
})
