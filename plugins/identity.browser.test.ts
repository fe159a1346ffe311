/** For whom the plugin sends, and whether it may. */
import { launchChromium } from '../scripts/chromium'
import { until } from '../testing/browser-rig/until'
import { A, B, type PluginWindow, usePluginPage } from '../testing/browser-rig/use-plugin-page'

const { rig, start, expose, track, call, reset, prefer, views, sentEvent, stored, reload } =
  usePluginPage(launchChromium)

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
      (window as unknown as PluginWindow).rig.analytics.identify('u1', {
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
