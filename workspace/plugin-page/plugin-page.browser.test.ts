import { join } from 'node:path'
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
