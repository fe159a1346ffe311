import { settingsFromEnv } from './settings-from-env'

it('reads each setting by its name in the environment, and leaves out what is empty', () => {
  const setting = { label: '', description: '', type: 'string' } as const
  const settings = [
    { ...setting, key: 'platform', env: 'SOURCE_PLATFORM' },
    { ...setting, key: 'company', env: 'KAMELEOON_COMPANY' },
    { ...setting, key: 'include', env: 'SOURCE_INCLUDE' },
  ]
  const env = { SOURCE_PLATFORM: 'statsig', KAMELEOON_COMPANY: ' ', OTHER: 'x' }
  expect(settingsFromEnv(settings, env)).toEqual({ platform: 'statsig' })
})
