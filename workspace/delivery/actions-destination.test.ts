import { destinations } from '../../destination'
import { createActionsConnections } from './actions-destination'

const statsig = destinations.statsig
if (statsig === undefined) throw new Error('There is no Statsig destination.')
const options = { id: 'statsig', definition: statsig, settings: {} }

it('takes the presets of the definition, with their mappings', () => {
  const connections = createActionsConnections(options)
  expect(connections.map(({ action }) => action)).toEqual(
    (statsig.presets ?? [])
      .filter(({ type }) => type === 'automatic')
      .map((it) => it.partnerAction),
  )
})

it.each([
  [
    { partnerAction: 'nothing', subscribe: 'type = "track"', mapping: {} },
    'has no action "nothing"',
  ],
  [{ partnerAction: 'trackEvent', subscribe: 'messageId = "x"', mapping: {} }, 'cannot be parsed'],
])('refuses a subscription that cannot work: %j', (subscription, message) => {
  expect(() => createActionsConnections({ ...options, subscriptions: [subscription] })).toThrow(
    message,
  )
})

it('refuses a destination that nothing would reach', () => {
  const definition = { ...statsig, presets: [] }
  expect(() => createActionsConnections({ ...options, definition })).toThrow(
    'The destination "Statsig" has no automatic preset, so nothing would reach it.',
  )
})
