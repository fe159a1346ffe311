import { launchChromium } from '../../scripts/chromium'
import { useAdapterPage } from '../../testing/browser-rig/use-adapter-page'

const rig = useAdapterPage(
  launchChromium,
  `
  import { posthog as client } from 'posthog-js'
  import { posthog } from './plugins/posthog'
  rig.start = () => {
    client.init('token', {
      api_host: location.origin + '/posthog',
      bootstrap: { distinctID: 'd1', featureFlags: { checkout: 'green', plain: true, off_flag: false } },
      opt_out_useragent_filter: true,
      autocapture: false,
      capture_pageview: false,
      capture_pageleave: false,
      disable_session_recording: true,
      disable_surveys: true,
      disable_external_dependency_loading: true,
      advanced_disable_flags: true,
    })
    rig.watch(posthog(client))
    rig.evaluate = (key) => client.getFeatureFlag(key)
  }
`,
)

it('sends the flag event that PostHog documents, once', async () => {
  await rig.start()
  expect(await rig.evaluate('checkout')).toBe('green')
  await rig.evaluate('checkout')
  await rig.decided(1)
  expect(rig.sent()).toEqual([
    {
      event: '$feature_flag_called',
      properties: { $feature_flag: 'checkout', $feature_flag_response: 'green' },
    },
  ])
})

it('tells experiments from flags, and drops flags that are off', async () => {
  await rig.start({ eventForm: 'standard' })
  await rig.evaluate('checkout')
  await rig.evaluate('plain')
  await rig.evaluate('off_flag')
  expect(await rig.decided(3)).toMatchObject({ sent: 2, dropped: { DISABLED: 1 } })
  expect(rig.sent().map(({ properties }) => properties)).toEqual([
    expect.objectContaining({
      experiment_id: 'checkout',
      variation_id: 'green',
      experiment_kind: 'experiment',
      experiment_unit_kind: 'distinct_id',
      experiment_unit_id: 'd1',
    }),
    expect.objectContaining({ experiment_id: 'plain', experiment_kind: 'flag' }),
  ])
})

it('hears nothing more once detached', async () => {
  await rig.start()
  await rig.detach()
  await rig.evaluate('checkout')
  expect(await rig.counters()).toMatchObject({ seen: 0 })
})
