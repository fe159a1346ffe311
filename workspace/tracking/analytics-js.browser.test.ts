import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../../scripts/chromium'
import { until } from '../../testing/browser-rig/until'
import { createWorkspace, type Workspace } from '../create-workspace'

interface Snippet {
  min(options: { apiKey: string; host: string; page: boolean }): string
}

let workspace: Workspace
let browser: Browser
let shop: Server

beforeAll(async () => {
  workspace = await createWorkspace({ sources: [{ id: 'website' }] })
  browser = await launchChromium()
})

afterAll(async () => {
  await browser.close()
  shop.close()
  await workspace.stop()
})

/** Segment's own snippet, for this workspace in place of its CDN. */
function page(): string {
  const { min } = require('@segment/snippet') as Snippet
  const host = new URL(workspace.url).host
  const text = min({ apiKey: workspace.writeKey('website'), host, page: true })
  return `<!doctype html><title>Shop</title><script>${text.replaceAll('https://', 'http://')}</script>`
}

it('a page of another origin with the CDN snippet loads analytics.js from here and sends back here', async () => {
  shop = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page()))
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
  const tab = await browser.newPage()
  const foreign: string[] = []
  tab.on('request', (request) => {
    const known = request.url().startsWith(workspace.url) || request.url().startsWith(url)
    if (!known) foreign.push(request.url())
  })

  await tab.goto(url)
  const names = () => workspace.events().map(({ type, name }) => name ?? type)
  await until(() => names().includes('page'), 'the page call')
  await tab.evaluate(() => {
    const { analytics } = window as unknown as { analytics: { track(name: string): void } }
    analytics.track('Order Completed')
  })
  await until(() => names().includes('Order Completed'), 'the track call')

  expect(workspace.events().map(({ status }) => status)).toEqual(['accepted', 'accepted'])
  expect(workspace.events()[0]?.event.context).toMatchObject({
    library: { name: 'analytics.js' },
    page: { title: 'Shop', url: `${url}/` },
  })
  expect(foreign).toEqual([])
})
