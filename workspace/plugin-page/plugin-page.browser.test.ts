import { join } from 'node:path'
import { buildPage } from '../../scripts/build/page'
import { buildPluginPage } from '../../scripts/build/plugin-page'
import { launchChromium } from '../../scripts/chromium'
import { until } from '../../testing/browser-rig/until'
import { createWorkspace } from '../create-workspace'

it('reports what the visitor sees once, and puts it on the next order', async () => {
  await buildPluginPage(join(__dirname, '../..'))
  const workspace = await createWorkspace({ sources: [{ id: 'website' }] })
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.goto(`${workspace.url}/plugin`)
    await page.click('#again')
    await page.click('#order')
    const payloads = () => workspace.events().map(({ event }) => event)
    await until(() => payloads().some(({ event }) => event === 'Order Completed'), 'the order')

    expect(await page.textContent('#variation')).toBe('Test')
    expect(payloads().filter(({ event }) => event === 'statsig::experiment_exposure')).toEqual([
      expect.objectContaining({
        properties: {
          value: '',
          metadata: {
            config: 'checkout_button',
            ruleID: '4SauZJcM1T7zNvh1igBjwE',
            experimentGroupName: 'Test',
          },
        },
      }),
    ])
    expect(payloads().find(({ event }) => event === 'Order Completed')).toMatchObject({
      properties: { total: 42 },
      context: {
        experiments: [{ experiment_id: 'checkout_button', variation_id: '4SauZJcM1T7zNvh1igBjwE' }],
      },
    })
  } finally {
    await browser.close()
    await workspace.stop()
  }
})

it("shows the plugin's counters in the workspace's page, with what became of each evaluation", async () => {
  await buildPluginPage(join(__dirname, '../..'))
  await buildPage(join(__dirname, '../..'))
  const workspace = await createWorkspace({ sources: [{ id: 'website' }] })
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.goto(`${workspace.url}/plugin`)
    await page.click('#again')
    const debuggerPage = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await debuggerPage.goto(workspace.url)
    await debuggerPage.getByRole('link', { name: 'Exposures', exact: true }).click()
    const row = debuggerPage.locator('tr', { hasText: '/plugin' })
    await row.getByText('✓ none').waitFor()
    const cells = await row.locator('td').allTextContents()
    expect(cells).toEqual([`${workspace.url}/plugin`, '1', '1', '1', '–', '✓ none'])
  } finally {
    await browser.close()
    await workspace.stop()
  }
})

it('takes reports of other origins, and refuses what is none', async () => {
  const workspace = await createWorkspace()
  try {
    const post = (body: string) =>
      fetch(`${workspace.url}/plugin/counters`, {
        method: 'POST',
        headers: { origin: 'http://shop.test' },
        body,
      })
    const counters = { seen: 1, sent: 1, accepted: 1, dropped: {}, conflicts: 0, capped: 0 }
    const statuses = await Promise.all([
      post(JSON.stringify({ id: 'one', page: 'http://shop.test/', counters })),
      post('no json'),
      post('x'.repeat(5_000)),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([204, 400, 400])
  } finally {
    await workspace.stop()
  }
})
