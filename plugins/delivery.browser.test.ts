/** What the plugin sends, when and how often, and what it keeps. */
import { standardMessageId } from '../platforms/message-id'
import { launchChromium } from '../scripts/chromium'
import { until } from '../testing/browser-rig/until'
import { A, B, type PluginWindow, usePluginPage } from '../testing/browser-rig/use-plugin-page'

const { rig, start, expose, views, reload } = usePluginPage(launchChromium)

describe('an exposure', () => {
  it('arrives ahead of the calls that were made before analytics had loaded', async () => {
    await rig.page().evaluate(() => {
      const { rig: page } = window as unknown as PluginWindow
      page.open({})
      void page.analytics.track('Early')
      page.xp.expose({ experimentId: 'exp_1', variationId: 'a' })
    })
    await until(() => rig.collector().events().length === 2, 'both events')
    expect(
      rig
        .collector()
        .received()
        .map(({ event }) => event),
    ).toEqual(['Experiment Viewed', 'Early'])
  })

  it('has the messageId that a server makes for it, and the time at which it was seen', async () => {
    const timeMs = Date.UTC(2026, 10, 21, 12)
    const unit = { kind: 'userID', id: 'u1' }
    await start({ messageIdScope: 'shop' })
    await expose({ ...A, platform: 'acme', unit, timeMs, version: '3' })
    await rig.decided(1)
    const exposure = {
      ...A,
      platform: 'acme',
      kind: 'experiment',
      unit,
      timeMs,
      version: '3',
    } as const
    expect(views()).toEqual([
      expect.objectContaining({
        messageId: standardMessageId(exposure, 'shop'),
        timestamp: new Date(timeMs).toISOString(),
      }),
    ])
  })

  it("without a unit is the visitor's own", async () => {
    await start()
    await expose()
    await rig.decided(1)
    const [view] = views()
    expect(view?.properties).toMatchObject({
      experiment_unit_kind: 'anonymous',
      experiment_unit_id: view?.anonymousId,
    })
  })

  it('is dropped, not given another unit, if the SDK has no id of the one that it bucketed', async () => {
    await start()
    await expose({ ...A, unit: { kind: 'userID', id: '' } })
    expect(await rig.counters()).toMatchObject({ seen: 1, sent: 0, dropped: { NO_UNIT: 1 } })
  })

  it('is held back if it is a preview, unless previews are asked for', async () => {
    await start()
    await expose({ ...A, isTest: true })
    expect(await rig.counters()).toMatchObject({ seen: 1, sent: 0, dropped: { TEST: 1 } })
    await start({ includeTests: true })
    await expose({ ...A, isTest: true })
    await rig.decided(1)
    expect(views()).toHaveLength(1)
  })

  it('is dropped for what names itself a crawler, not for a Cubot telephone', async () => {
    const agent = (value: string) =>
      rig.page().evaluate((text) => {
        Object.defineProperty(navigator, 'userAgent', { value: text, configurable: true })
      }, value)
    await start()
    await agent('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)')
    await expose()
    await agent('Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 21) AppleWebKit/537.36')
    await expose()
    expect(await rig.decided(2)).toMatchObject({ sent: 1, dropped: { BOT: 1 } })
  })

  it('of another variation for the same unit is sent, marked and counted', async () => {
    await start()
    await expose(A)
    await expose(B)
    expect(await rig.decided(2)).toMatchObject({ sent: 2, conflicts: 1 })
    expect(
      views().map(({ properties, context }) => [properties?.variation_id, context.experiment_view]),
    ).toEqual([
      ['a', { first: true }],
      ['b', { first: true, changed: true }],
    ])
  })

  it('of a new version of the experiment is sent again', async () => {
    await start()
    await expose({ ...A, version: '1' })
    await expose({ ...A, version: '2' })
    await rig.decided(2)
    expect(views().map(({ properties }) => properties?.experiment_version)).toEqual(['1', '2'])
  })
})

describe('the frequency', () => {
  it('once: never again on this browser', async () => {
    await start()
    await expose()
    await rig.decided(1)
    await reload()
    await start()
    await expose()
    expect(await rig.decided(1)).toMatchObject({ sent: 0, dropped: { DUPLICATE: 1 } })
  })

  it('session: again in another tab, not after a reload', async () => {
    await start({ frequency: 'session' })
    await expose()
    await rig.decided(1)
    await reload()
    await start({ frequency: 'session' })
    await expose()
    expect(await rig.decided(1)).toMatchObject({ dropped: { DUPLICATE: 1 } })
    await rig.page().evaluate(() => sessionStorage.clear())
    await reload()
    await start({ frequency: 'session' })
    await expose()
    expect(await rig.decided(1)).toMatchObject({ accepted: 1 })
    expect(views().map(({ context }) => context.experiment_view)).toEqual([
      { first: true },
      { first: false },
    ])
  })

  it('every: each view, under ids of their own, the first marked', async () => {
    await start({ frequency: 'every' })
    for (const timeMs of [1_000, 2_000, 3_000]) await expose({ ...A, timeMs })
    await rig.decided(3)
    expect(views().map(({ context }) => context.experiment_view)).toEqual([
      { first: true },
      { first: false },
      { first: false },
    ])
  })
})

describe('delivery', () => {
  it('counts as accepted only when Segment has accepted it, and waits for the next page till then', async () => {
    rig.collector().answerWith(500)
    await start()
    await expose()
    await until(() => rig.collector().attempts() > 0, 'an attempt')
    expect(await rig.counters()).toMatchObject({ sent: 1, accepted: 0 })
    rig.collector().answerWith(200)
    await reload()
    await start()
    expect(await rig.decided(1)).toMatchObject({ seen: 0, sent: 1, accepted: 1 })
    expect(views()).toHaveLength(1)
  })

  it('is tried again by the next evaluation after Segment has refused it', async () => {
    rig.collector().answerWith(400)
    await start()
    await expose()
    expect(await rig.decided(1)).toMatchObject({ sent: 1, accepted: 0, dropped: { REFUSED: 1 } })
    rig.collector().answerWith(200)
    await expose()
    expect(await rig.decided(2)).toMatchObject({ sent: 2, accepted: 1 })
    expect(views()).toHaveLength(1)
  })

  it('writes to storage once for each new exposure, and never for a repeated one', async () => {
    await rig.page().evaluate(() => {
      const writes: string[] = []
      const storage = new Proxy(localStorage, {
        get: (target, key) => {
          const value = Reflect.get(target, key)
          return typeof value === 'function' ? value.bind(target) : value
        },
        set: (target, key, value) => {
          writes.push(String(key))
          return Reflect.set(target, key, value)
        },
      })
      Object.defineProperty(window, 'localStorage', { value: storage })
      Object.assign(window, { writes })
    })
    await start()
    await expose()
    await expose()
    await expose({ ...A, experimentId: 'exp_2' })
    await rig.decided(3)
    expect(
      await rig.page().evaluate(() => (window as unknown as { writes: string[] }).writes),
    ).toHaveLength(2)
  })

  it.each(['blocked', 'full'])('survives storage that is %s', async (how) => {
    await rig.page().evaluate((what) => {
      const fail = () => {
        throw new DOMException('no', 'SecurityError')
      }
      const full = new Proxy({ ...localStorage, setItem: fail, getItem: () => null }, { set: fail })
      const blocked = { get: fail }
      const property = what === 'full' ? { value: full } : blocked
      Object.defineProperty(window, 'localStorage', property)
    }, how)
    await start()
    await expose()
    await expose()
    expect(await rig.decided(2)).toMatchObject({ accepted: 1, dropped: { DUPLICATE: 1 } })
  })

  it('keeps nothing where persistence is disabled', async () => {
    await start({ load: { disableClientPersistence: true } })
    await expose()
    await expose()
    expect(await rig.decided(2)).toMatchObject({ accepted: 1, dropped: { DUPLICATE: 1 } })
    expect(await rig.page().evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(await rig.page().evaluate(() => document.cookie)).toBe('')
  })

  it('puts nothing into cookies', async () => {
    await start()
    await expose()
    await rig.decided(1)
    expect(await rig.page().evaluate(() => document.cookie)).not.toContain('exp')
  })
})
