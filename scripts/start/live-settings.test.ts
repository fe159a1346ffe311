import { statsig } from '../../platforms/statsig'
import { liveSettings } from './live-settings'

it('takes the settings of a platform from their names in .env', () => {
  const environment = {
    STATSIG_SERVER_SECRET: 'secret-x',
    STATSIG_ENVIRONMENT: 'staging',
    OTHER: 'y',
  }
  expect(liveSettings(statsig, environment)).toEqual({
    serverSecret: 'secret-x',
    environment: 'staging',
  })
})

it('is not live without a secret', () => {
  expect(
    liveSettings(statsig, { STATSIG_ENVIRONMENT: 'staging', STATSIG_SERVER_SECRET: '' }),
  ).toBeUndefined()
})
