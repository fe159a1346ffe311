/** What the plugin puts on other events. */
import { launchChromium } from '../scripts/chromium'
import { until } from '../testing/browser-rig/until'
import { A, type PluginWindow, usePluginPage } from '../testing/browser-rig/use-plugin-page'

const { rig, start, expose, track, call, sentEvent, reload } = usePluginPage(launchChromium)

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
      const { rig: page } = window as unknown as PluginWindow
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
      await (window as unknown as PluginWindow).rig.analytics.track('Done', properties, { context })
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
