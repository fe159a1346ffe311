import { launchChromium } from '../../scripts/chromium'
import { useAdapterPage } from '../../testing/browser-rig/use-adapter-page'

const BOOTSTRAP = `{
  checkout: 'green',
  off_flag: false,
  $flagsState: {
    checkout: { variation: 1, version: 7, reason: { kind: 'RULE_MATCH', ruleIndex: 0, ruleId: 'r', inExperiment: true } },
    plain: { variation: 0, version: 3, reason: { kind: 'FALLTHROUGH' } },
    off_flag: { variation: 1, version: 2, reason: { kind: 'OFF' } },
  },
  plain: true,
  $valid: true,
}`

const V3 = `
  import { initialize } from 'launchdarkly-js-client-sdk'
  import { launchdarkly } from './plugins/launchdarkly'
  rig.start = async (context = { kind: 'user', key: 'u1', email: 'seeded@example.com' }) => {
    const client = initialize('env', context, {
      bootstrap: ${BOOTSTRAP}, sendEvents: false, evaluationReasons: true, diagnosticOptOut: true,
    })
    await client.waitUntilReady()
    rig.watch(launchdarkly(client))
    rig.evaluate = (key) => client.variation(key, 'fallback')
  }
`

const V4 = `
  import { createClient } from '@launchdarkly/js-client-sdk'
  import { launchdarkly } from './plugins/launchdarkly'
  rig.start = async (context = { kind: 'user', key: 'u1', email: 'seeded@example.com' }) => {
    const client = createClient('env', context, {
      sendEvents: false, evaluationReasons: true, diagnosticOptOut: true, streaming: false,
    })
    void client.start({ bootstrap: ${BOOTSTRAP} })
    await client.waitForInitialization({ timeout: 5 })
    rig.watch(launchdarkly(client))
    rig.evaluate = (key) => client.variation(key, 'fallback')
  }
`

describe.each([
  ['3.x', V3],
  ['4.x', V4],
])('LaunchDarkly %s', (_version, code) => {
  const rig = useAdapterPage(launchChromium, code)

  it('sends the documented feature event once, however often the flag is evaluated', async () => {
    await rig.start()
    expect(await rig.evaluate('checkout')).toBe('green')
    await rig.evaluate('checkout')
    expect(await rig.decided(2)).toMatchObject({ sent: 1, accepted: 1, dropped: { DUPLICATE: 1 } })
    expect(rig.sent()).toEqual([
      {
        event: 'feature',
        properties: {
          key: 'checkout',
          value: 'green',
          variation: 1,
          reasonKind: 'RULE_MATCH',
          inExperiment: true,
        },
      },
    ])
    expect(JSON.stringify(rig.collector().received())).not.toContain('seeded@example.com')
  })

  it('tells experiments from flags, and carries the unit that was bucketed', async () => {
    await rig.start({ eventForm: 'standard' })
    await rig.evaluate('checkout')
    await rig.evaluate('plain')
    await rig.decided(2)
    expect(rig.sent().map(({ properties }) => properties)).toEqual([
      {
        experiment_id: 'checkout',
        experiment_name: 'checkout',
        variation_id: '1',
        variation_name: '1',
        experiment_platform: 'launchdarkly',
        experiment_kind: 'experiment',
        experiment_unit_kind: 'user',
        experiment_unit_id: 'u1',
      },
      expect.objectContaining({ experiment_id: 'plain', experiment_kind: 'flag' }),
    ])
  })

  it('takes the context of a multi-context that the experiment is randomised by', async () => {
    const multi = { kind: 'multi', user: { key: 'u1' }, device: { key: 'd1' } }
    await rig.start({ eventForm: 'standard' }, multi)
    await rig.evaluate('checkout')
    await rig.decided(1)
    expect(rig.sent()[0]?.properties).toMatchObject({
      experiment_unit_kind: 'user',
      experiment_unit_id: 'u1',
    })
  })

  it('drops flags that are off and flags that do not exist', async () => {
    await rig.start()
    await rig.evaluate('off_flag')
    expect(await rig.evaluate('no_such_flag')).toBe('fallback')
    expect(await rig.counters()).toMatchObject({
      seen: 2,
      sent: 0,
      dropped: { DISABLED: 1, FALLBACK: 1 },
    })
  })

  it('hears nothing more once detached', async () => {
    await rig.start()
    await rig.detach()
    await rig.evaluate('checkout')
    expect(await rig.counters()).toMatchObject({ seen: 0 })
  })
})
