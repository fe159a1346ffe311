import { launchChromium } from '../scripts/chromium'
import { useAdapterPage } from '../testing/browser-rig/use-adapter-page'
import { anonymousIdCookie, anonymousIdOfCookies } from './anonymous-id'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const rig = useAdapterPage(
  launchChromium,
  `
  import { segmentAnonymousId } from './plugins'
  window.bucketed = segmentAnonymousId()
  rig.start = () => {}
  rig.evaluate = async (event) => {
    // Buffered until analytics.js has loaded: a call after it would overtake a reset nobody waits for.
    if (event === 'reset') await rig.analytics.reset()
    else await rig.analytics.track(event)
  }
`,
)

const bucketed = () =>
  rig.page().evaluate(() => (window as unknown as { bucketed: string }).bucketed)
const idOf = (event: string) => rig.collector().events(event)[0]?.anonymousId

it('gives an SDK the id that analytics.js will use, before it has loaded', async () => {
  expect(await bucketed()).toMatch(UUID)
  await rig.start()
  await rig.evaluate('Done')
  expect(idOf('Done')).toBe(await bucketed())
})

it('gives the id that analytics.js made on an earlier page, and a new one after reset', async () => {
  await rig.start()
  await rig.evaluate('Done')
  const first = await bucketed()
  await rig.page().reload()
  expect(await bucketed()).toBe(first)
  await rig.start()
  await rig.evaluate('reset')
  await rig.evaluate('After')
  expect(idOf('After')).not.toBe(first)
  await rig.page().reload()
  expect(await bucketed()).toBe(idOf('After'))
})

it('takes over the id that a server has given', async () => {
  const { url } = rig.collector()
  const [pair = ''] = anonymousIdCookie('server-made').split(';')
  const [name = '', value = ''] = pair.split('=')
  await rig.page().context().addCookies([{ name, value, url }])
  await rig.page().evaluate(() => localStorage.clear())
  await rig.page().reload()
  await rig.start()
  await rig.evaluate('Done')
  expect([await bucketed(), idOf('Done')]).toEqual(['server-made', 'server-made'])
})

it('reads and writes the cookie on a server', () => {
  expect(anonymousIdCookie('a b', 'example.com')).toBe(
    'ajs_anonymous_id=a%20b; Path=/; Max-Age=31536000; SameSite=Lax; Domain=example.com',
  )
  expect(anonymousIdOfCookies('x=1; ajs_anonymous_id=a%20b; y=2')).toBe('a b')
  expect(anonymousIdOfCookies('ajs_anonymous_id=%22quoted%22')).toBe('quoted')
  expect(anonymousIdOfCookies('my_ajs_anonymous_id=1; ajs_anonymous_id=')).toBeUndefined()
})
