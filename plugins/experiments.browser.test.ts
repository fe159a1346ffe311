/** What the plugin sends, when, how often and for whom; what it puts on other events; what it keeps. */
import { standardMessageId } from '../platforms/message-id'
import { launchChromium } from '../scripts/chromium'
import { until } from '../testing/browser-rig/until'
import { useAdapterPage } from '../testing/browser-rig/use-adapter-page'
import type { ExposeInput } from './options'

/** Exposures by hand; `preferences` are what a consent wrapper would stamp on every event. */
const rig = useAdapterPage(
  launchChromium,
  `
  rig.open = function (options) {
    const { preferences, consentTo, refuse, load, ...rest } = options
    window.preferences = preferences
    const consent = ({ consent }) =>
      consent?.categoryPreferences?.[consentTo] === true || (consent && refuse) || false
    this.xp = experiments(consentTo ? { ...rest, consent } : rest)
    this.analytics = AnalyticsBrowser.load({ writeKey: 'wk', cdnURL: location.origin }, load)
    this.analytics.register(this.xp)
    if (preferences) {
      this.analytics.addSourceMiddleware(({ payload, next }) => {
        payload.obj.context = {
          ...payload.obj.context, consent: { categoryPreferences: window.preferences },
        }
        next(payload)
      })
    }
  }
  rig.start = () => {}
  rig.evaluate = (exposure) => rig.xp.expose(exposure)
`,
)

interface Page {
  rig: {
    analytics: {
      track(event: string, properties?: object, options?: object): Promise<unknown>
      page(name?: string): Promise<unknown>
      identify(id: string, traits?: object): Promise<unknown>
      group(id: string): Promise<unknown>
      reset(): void
    }
    xp: { expose(exposure: object): void }
  }
  preferences: Record<string, boolean>
}

const A: ExposeInput = { experimentId: 'exp_1', variationId: 'a' }
const B: ExposeInput = { experimentId: 'exp_1', variationId: 'b' }

const start = (options: object = {}) => rig.start(options)
const expose = (exposure: object = A) => rig.evaluate(exposure)
const track = (event: string, properties?: object, options?: object) =>
  rig.page().evaluate(
    async ([name, given, more]) => {
      await (window as unknown as Page).rig.analytics.track(name, given, more)
    },
    [event, properties, options] as const,
  )
const call = (method: 'page' | 'identify' | 'group', argument: string) =>
  rig.page().evaluate(
    async ([name, given]) => {
      await (window as unknown as Page).rig.analytics[name](given)
    },
    [method, argument] as const,
  )
const reset = () => rig.page().evaluate(() => (window as unknown as Page).rig.analytics.reset())
const prefer = (preferences: Record<string, boolean>) =>
  rig.page().evaluate((given) => {
    ;(window as unknown as Page).preferences = given
  }, preferences)
const views = () => rig.collector().events('Experiment Viewed')
const sentEvent = (event: string) => rig.collector().events(event)[0]
const stored = () =>
  rig
    .page()
    .evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('segment-exp')))
const reload = async () => {
  await rig.page().reload()
}

describe('an exposure', () => {
  it('arrives ahead of the calls that were made before analytics had loaded', async () => {
    await rig.page().evaluate(() => {
      const { rig: page } = window as unknown as { rig: Page['rig'] & { open(o: object): void } }
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

describe('enrichment', () => {
  const PAIR = { experiment_id: 'exp_1', variation_id: 'a' }

  it('puts the experiments on listed events only, over a journey of 50', async () => {
    await start({ enrich: { events: ['Order Completed'] } })
    for (const id of [1, 2, 3]) await expose({ experimentId: `exp_${id}`, variationId: 'b' })
    for (let index = 0; index < 50; index++) {
      await track(index % 5 === 0 ? 'Order Completed' : 'Product Viewed', { index })
    }
    const events = rig.collector().events()
    const enriched = events.filter(({ context }) => context.experiments !== undefined)
    expect(enriched.map(({ event }) => event)).toEqual(Array(10).fill('Order Completed'))
    for (const { context } of enriched) {
      expect(context.experiments).toHaveLength(3)
      const { experiments, experiment_units } = context
      expect(JSON.stringify({ experiments, experiment_units }).length).toBeLessThanOrEqual(200)
    }
    expect(events.filter(({ event }) => event === 'Product Viewed')).toHaveLength(40)
  })

  it('takes page, identify and group by their types, and pages by their names', async () => {
    await start({ enrich: { events: ['identify', 'group', 'Pricing'] } })
    await expose()
    await call('page', 'Pricing')
    await call('page', 'Home')
    await call('identify', 'u1')
    await call('group', 'g1')
    const has = rig
      .collector()
      .events()
      .filter(({ type }) => type !== 'track')
      .map(({ type, name, context }) => [type, name ?? null, context.experiments !== undefined])
    expect(has).toEqual([
      ['page', 'Pricing', true],
      ['page', 'Home', false],
      ['identify', null, true],
      ['group', null, true],
    ])
  })

  it('works for the first event, made before analytics had loaded', async () => {
    await rig.page().evaluate(() => {
      const { rig: page } = window as unknown as { rig: Page['rig'] & { open(o: object): void } }
      page.open({ enrich: { events: ['First'] } })
      void page.analytics.track('First')
      page.xp.expose({ experimentId: 'exp_1', variationId: 'a' })
    })
    await until(() => sentEvent('First') !== undefined, 'the first event')
    expect(sentEvent('First')?.context.experiments).toEqual([PAIR])
  })

  it.each([
    ['array', [PAIR]],
    ['map', { exp_1: 'a' }],
    ['list', ['exp_1=a']],
  ])('in the shape of a %s', async (shape, expected) => {
    await start({ enrich: { events: ['Done'], shape } })
    await expose()
    await track('Done')
    expect(sentEvent('Done')?.context.experiments).toEqual(expected)
  })

  it("leaves the caller's objects, properties and an existing context alone", async () => {
    await start({ enrich: { events: ['Done', 'Mine'] } })
    await expose()
    const own = await rig.page().evaluate(async () => {
      const properties = { experiments: 'mine', total: 1 }
      const context = { campaign: { name: 'c' } }
      await (window as unknown as Page).rig.analytics.track('Done', properties, { context })
      return { properties, experiments: 'experiments' in context }
    })
    expect(own).toEqual({ properties: { experiments: 'mine', total: 1 }, experiments: false })
    expect(sentEvent('Done')).toMatchObject({
      properties: { experiments: 'mine', total: 1 },
      context: { campaign: { name: 'c' }, experiments: [PAIR] },
    })
    await track('Mine', {}, { context: { experiments: 'theirs' } })
    expect(sentEvent('Mine')?.context.experiments).toBe('theirs')
  })

  it('ends with the attribution window', async () => {
    await start({ enrich: { events: ['Done'], windowMs: 60_000 } })
    await expose({ ...A, timeMs: Date.now() - 61_000 })
    await expose({ experimentId: 'exp_2', variationId: 'b', timeMs: Date.now() - 30_000 })
    await track('Done')
    expect(sentEvent('Done')?.context.experiments).toEqual([
      { experiment_id: 'exp_2', variation_id: 'b' },
    ])
  })

  it('is capped, the latest first, and counts what it left off', async () => {
    await start({ enrich: { events: ['Done'], max: 2, shape: 'list' } })
    for (const id of [1, 2, 3]) {
      await expose({ experimentId: `exp_${id}`, variationId: 'b', timeMs: Date.now() - 1000 + id })
    }
    await track('Done')
    expect(sentEvent('Done')?.context.experiments).toEqual(['exp_3=b', 'exp_2=b'])
    expect(await rig.counters()).toMatchObject({ capped: 1 })
  })

  it('leaves flags out, which are no experiments', async () => {
    await start({ enrich: { events: ['Done'] } })
    await expose({ ...A, kind: 'flag' })
    await track('Done')
    expect(sentEvent('Done')?.context.experiments).toBeUndefined()
  })

  it('carries over to the next page', async () => {
    await start({ enrich: { events: ['Done'] } })
    await expose()
    await rig.decided(1)
    await reload()
    await start({ enrich: { events: ['Done'] } })
    await track('Done')
    expect(sentEvent('Done')?.context.experiments).toEqual([PAIR])
  })
})

describe('identity', () => {
  it('joins every conversion to its exposure, from anonymous to the second user', async () => {
    await start({ enrich: { events: ['Order Completed'] } })
    await expose()
    await call('identify', 'u1')
    await track('Order Completed', { order: 1 })
    await reset()
    await track('Order Completed', { order: 2 })
    await expose(B)
    await call('identify', 'u2')
    await track('Order Completed', { order: 3 })
    await rig.decided(2)

    const unitOfView = new Map(
      views().map(({ properties }) => [properties?.experiment_unit_id, properties?.variation_id]),
    )
    const orders = rig.collector().events('Order Completed')
    expect(
      orders.map(({ anonymousId, userId, context }) => ({
        userId,
        seen: unitOfView.get(anonymousId),
        carried: context.experiments,
      })),
    ).toEqual([
      { userId: 'u1', seen: 'a', carried: [{ experiment_id: 'exp_1', variation_id: 'a' }] },
      // The new visitor inherits nothing, and had seen nothing when ordering.
      { userId: null, seen: 'b', carried: undefined },
      { userId: 'u2', seen: 'b', carried: [{ experiment_id: 'exp_1', variation_id: 'b' }] },
    ])
    expect(unitOfView.size).toBe(2)
    expect(await rig.counters()).toMatchObject({ conflicts: 0 })
  })

  it('stamps the unit that the SDK bucketed on events that do not carry its id', async () => {
    await start({ enrich: { events: ['Done'] } })
    await expose({ ...A, unit: { kind: 'stableID', id: 's1' } })
    await expose({ experimentId: 'exp_2', variationId: 'b', unit: { kind: 'userID', id: 'u1' } })
    await call('identify', 'u1')
    await track('Done')
    expect(sentEvent('Done')?.context.experiment_units).toEqual({ stableID: 's1' })
    expect(views()[0]?.context.experiment_units).toEqual({ stableID: 's1' })
  })

  it('is not mixed up when an exposure is left over from a visitor who has gone', async () => {
    rig.collector().answerWith(500)
    await start()
    await expose()
    await until(() => rig.collector().attempts() > 0, 'an attempt')
    await reload()
    await rig.page().evaluate(() => {
      localStorage.removeItem('persisted-queue:v1:wk:dest-Segment.io:items')
      localStorage.setItem('ajs_anonymous_id', '"somebody-else"')
      localStorage.setItem('ajs_user_id', '"u2"')
      // biome-ignore lint/suspicious/noDocumentCookie: analytics.js keeps the id in this cookie
      document.cookie = 'ajs_anonymous_id=somebody-else; path=/'
    })
    rig.collector().clear()
    await start()
    expect(await rig.decided(1)).toMatchObject({ sent: 0, dropped: { NO_UNIT: 1 } })
    await track('Done')
    expect(views()).toEqual([])
  })

  it('lets the next visitor inherit nothing that was held for consent', async () => {
    await start({ consentTo: 'Analytics', preferences: { Analytics: false } })
    await expose()
    await track('Before')
    await reset()
    await prefer({ Analytics: true })
    await track('After')
    expect(await rig.counters()).toMatchObject({ sent: 0, dropped: { NO_CONSENT: 1 } })
    expect(views()).toEqual([])
  })

  it('forgets on reset, also in storage', async () => {
    await start()
    await expose()
    await rig.decided(1)
    expect(await stored()).toHaveLength(1)
    await reset()
    expect(await stored()).toEqual([])
    await expose()
    await rig.decided(2)
    expect(new Set(views().map(({ anonymousId }) => anonymousId)).size).toBe(2)
  })

  it("adds nothing of the visitor's traits", async () => {
    await start({ enrich: { events: ['Done'] } })
    await rig.page().evaluate(() =>
      (window as unknown as Page).rig.analytics.identify('u1', {
        email: 'seeded@example.com',
        phone: '+15550100',
      }),
    )
    await expose()
    await track('Done')
    await rig.decided(1)
    const ours = [...views(), sentEvent('Done')].map((event) => [
      event?.properties,
      event?.context.experiments,
      event?.context.experiment_units,
      event?.context.experiment_view,
    ])
    expect(JSON.stringify(ours)).not.toMatch(/seeded@example.com|15550100/)
    expect(await stored()).toHaveLength(1)
  })
})

describe('consent', () => {
  it('waits without a request or a storage write, then sends with the original time', async () => {
    await start({ consentTo: 'Analytics', preferences: { Analytics: false } })
    const timeMs = Date.now() - 5_000
    await expose({ ...A, timeMs })
    await track('Before')
    expect(
      rig
        .collector()
        .events()
        .map(({ event }) => event),
    ).toEqual(['Before'])
    expect(await stored()).toEqual([])
    await prefer({ Analytics: true })
    await track('After')
    await rig.decided(1)
    expect(views().map(({ timestamp }) => timestamp)).toEqual([new Date(timeMs).toISOString()])
    expect(await stored()).toHaveLength(1)
  })

  it('without a predicate, holds back while every category is refused', async () => {
    await start({ preferences: { Analytics: false, Advertising: false } })
    await expose()
    await track('Before')
    expect(
      rig
        .collector()
        .events()
        .map(({ event }) => event),
    ).toEqual(['Before'])
    expect(await stored()).toEqual([])
    await prefer({ Analytics: true, Advertising: false })
    await track('After')
    await rig.decided(1)
    expect(views()).toHaveLength(1)
  })

  it('drops what it held if the predicate says so', async () => {
    await start({ consentTo: 'Analytics', refuse: 'discard', preferences: { Analytics: false } })
    await expose()
    await track('Before')
    expect(await rig.counters()).toMatchObject({ sent: 0, dropped: { NO_CONSENT: 1 } })
    expect(await stored()).toEqual([])
  })

  it('taken back, stops what is under way, and sends it once it is given again', async () => {
    await start({ consentTo: 'Analytics', preferences: { Analytics: true } })
    await track('Before')
    await prefer({ Analytics: false })
    await expose()
    await track('Refused')
    expect(views()).toEqual([])
    expect(await stored()).toEqual([])
    await prefer({ Analytics: true })
    await track('After')
    expect(await rig.decided(1)).toMatchObject({ accepted: 1 })
    expect(views()).toHaveLength(1)
  })

  it('taken back, empties the storage and stops enriching', async () => {
    const options = { consentTo: 'Analytics', enrich: { events: ['Done'] } }
    await start({ ...options, preferences: { Analytics: true } })
    await expose()
    await track('Done')
    await rig.decided(1)
    expect(await stored()).toHaveLength(1)
    await prefer({ Analytics: false })
    await track('Done')
    expect(
      rig
        .collector()
        .events('Done')
        .map(({ context }) => context.experiments !== undefined),
    ).toEqual([true, false])
    expect(await stored()).toEqual([])
  })
})
