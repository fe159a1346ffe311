import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Browser, Locator, Page } from 'playwright-core'
import { destinations } from '../../destination'
import { buildPage } from '../../scripts/build/page'
import { buildSourceFunction } from '../../scripts/build/source-function'
import { launchChromium } from '../../scripts/chromium'
import { createWorkspace, type Workspace } from '../create-workspace'

const ROOT = join(__dirname, '../..')
const SECRET = 'open-sesame'
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const VIEW_IDS = 'live unit exposures deliveries lists playground faults limits cost'.split(' ')

let browser: Browser
let workspace: Workspace
let page: Page
let captureFolder: string

beforeAll(async () => {
  await buildPage(ROOT)
  await buildSourceFunction(ROOT)
  browser = await launchChromium()
})
afterAll(() => browser.close())

beforeEach(async () => {
  const definition = destinations.statsig
  if (definition === undefined) throw new Error('There is no Statsig destination.')
  captureFolder = mkdtempSync(join(tmpdir(), 'capture-'))
  workspace = await createWorkspace({
    captureFolder,
    sources: [
      { id: 'website' },
      { id: 'nowhere' },
      {
        id: 'flags',
        sourceFunction: {
          file: join(ROOT, 'dist/functions/source.js'),
          settings: { platform: 'launchdarkly', sharedSecret: SECRET },
        },
      },
    ],
    destinations: [{ definition, standIn: 'statsig', sources: ['website', 'flags'] }],
  })
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(8000)
  await page.goto(workspace.url)
})
afterEach(async () => {
  await page.close()
  await workspace.stop()
  rmSync(captureFolder, { recursive: true })
})

const rows = () => page.locator('[role=option]')
const row = (text: string) => rows().filter({ hasText: text }).first()
const view = (title: string) => page.getByRole('link', { name: title, exact: true }).click()

async function sendTestEvent(kind: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Send a test event' }).click()
  await page.getByRole('dialog').getByRole('button', { name: kind, exact: true }).click()
}

describe('a newcomer', () => {
  it('sends a test event, sees it arrive and opens its life', async () => {
    await page.getByText('Nothing has arrived yet').waitFor()
    await sendTestEvent('segment custom')
    await rows().filter({ hasText: 'webhook' }).waitFor()
    const [event] = workspace.events()
    await row('✓ statsig').click()

    const panes = page.locator('.pane')
    await panes.nth(2).getByText('Attempt 1').waitFor()
    expect(await panes.locator('h3').allTextContents()).toEqual([
      '1Came in',
      '2Made of it',
      '3Sent, and what came back',
    ])
    expect(await panes.nth(0).textContent()).toContain('POST /fn/flags')
    expect(await panes.nth(1).textContent()).toContain(event?.messageId)
    expect(await panes.nth(2).textContent()).toContain('Answer 202')
    expect(await page.locator('body').textContent()).not.toContain(SECRET)
  })

  it('breaks the platform and sees the retry succeed', async () => {
    await view('Faults')
    const statsig = page.getByRole('region', { name: 'statsig' })
    await statsig.getByRole('button', { name: '503' }).click()
    await page.getByText('statsig answers 503 (once)').waitFor()
    await workspace.track('website', { userId: 'u1', event: 'Order Completed' })
    await view('Live')
    await row('Order Completed').click()
    await page.getByText('Attempt 2').waitFor()
    expect(await page.locator('.attempts .bad').allTextContents()).toContain('503')
    await page.locator('.life-head').getByText('sent').waitFor()
    await page.getByText('statsig answers 503').waitFor({ state: 'detached' })
  })

  it('edits the filter and sees at once what it would hold back', async () => {
    await sendTestEvent('segment custom')
    await row('✓ statsig').waitFor()
    const names = workspace.events().map(({ name }) => name ?? '')
    await view('Filters')
    await page.getByText('sent: 1 → 1').waitFor()
    await page.getByLabel('Exclude').fill(names[0] ?? '')
    await page.getByText('sent: 1 → 0').waitFor()
    expect(await page.locator('tr.changed td').last().textContent()).toBe(
      'dropped FILTERED exclude',
    )
  })

  it('uses the edited filter in earnest, and replays over it', async () => {
    await sendTestEvent('segment custom')
    await row('✓ statsig').waitFor()
    const [name = ''] = workspace.events().map((event) => event.name)
    await view('Filters')
    await page.getByLabel('Exclude').fill(name)
    await page.getByRole('button', { name: 'Use these settings' }).click()
    await page.getByText('sent: 0 → 0').waitFor()
    await view('Live')
    await row('webhook').click()
    await page.getByRole('button', { name: 'Replay webhook' }).click()
    await row('1 FILTERED').waitFor()
    expect(workspace.events().map(({ status }) => status)).toEqual(['accepted'])
  })

  it('is told what is wrong with a setting', async () => {
    await view('Filters')
    await page.getByLabel('Identity mapping').fill('userID = nowhere')
    expect(await page.getByRole('alert').textContent()).toContain('identityMapping')
    expect(await page.getByRole('button', { name: 'Use these settings' }).isDisabled()).toBe(true)
  })

  it('replays a webhook, which Segment recognises as a duplicate', async () => {
    await sendTestEvent('segment custom')
    await row('webhook').click()
    await page.getByRole('button', { name: 'Replay webhook' }).click()
    await page.getByText('The webhook ran again.').waitFor()
    await row('DUPLICATE').waitFor()
    expect(workspace.events().map(({ status }) => status)).toEqual(['accepted', 'duplicate'])
  })

  it('replays an event under a new messageId', async () => {
    await workspace.track('website', { userId: 'u1', event: 'Order Completed' })
    await row('Order Completed').click()
    await page.getByRole('button', { name: 'Replay event' }).click()
    await page.getByText('under a new messageId').waitFor()
    const [first, second] = workspace.events()
    expect([first?.name, second?.name]).toEqual(['Order Completed', 'Order Completed'])
    expect(second?.messageId).not.toBe(first?.messageId)
  })

  it('finds one event among those of a large batch', async () => {
    const batch = Array.from({ length: 300 }, (_, index) => ({
      type: 'track',
      userId: `u${index}`,
      event: `Event ${index}`,
      messageId: `message-${index}`,
    }))
    const body = JSON.stringify({ writeKey: workspace.writeKey('nowhere'), batch })
    const headers = { 'content-type': 'application/json' }
    await fetch(`${workspace.url}/v1/batch`, { method: 'POST', body, headers })
    await row('Event 290').click()
    const marked = page.locator('.pane').first().locator('.marked')
    await marked.waitFor()
    expect(await marked.textContent()).toBe('"message-290"')
    expect(await isInSight(marked)).toBe(true)
  })

  it('is told why an event goes no further', async () => {
    await workspace.track('website', { userId: 'u1' })
    await row('NO_EVENT_NAME').click()
    await page.getByText('A track call needs').waitFor()
    await page.getByText('Segment did not take the event.').waitFor()
  })

  it('follows one visitor', async () => {
    const properties = { experiment_id: 'hero', variation_id: 'b' }
    await workspace.track('website', { userId: 'u1', event: 'Experiment Viewed', properties })
    await workspace.track('website', { userId: 'u1', event: 'Order Completed' })
    await workspace.track('website', { userId: 'u2', event: 'Order Completed' })
    await row('Experiment Viewed').click()
    await page.locator('.life-head').getByRole('link', { name: 'u1' }).click()
    const events = page.getByRole('list', { name: 'Events, oldest first' })
    await events.waitFor()
    expect(await events.getByRole('link').allTextContents()).toEqual([
      'Experiment Viewed',
      'Order Completed',
    ])
    expect(await events.textContent()).toContain('Saw b of hero')
  })

  it('switches the host to the tester and back', async () => {
    await page.getByRole('radio', { name: 'tester' }).check({ force: true })
    await page.getByText('Source functions now run as in tester mode.').waitFor()
    const { mode } = await (await fetch(`${workspace.url}/api/workspace`)).json()
    expect(mode).toBe('tester')
  })
})

it('saves what came as a fixture with one press', async () => {
  await workspace.track('website', { userId: 'jane-doe-77', event: 'Order Completed' })
  await row('Order Completed').click()
  await page.getByRole('button', { name: 'Save as fixture' }).click()
  const notice = await page.getByText(/^Saved: /).textContent()
  const file = /Saved: (\S+\.json)/.exec(notice ?? '')?.[1] ?? ''
  const { body } = JSON.parse(readFileSync(file, 'utf8'))
  expect(body).toMatchObject({ event: 'Order Completed', userId: 'unit-1' })
})

it('puts a failing test for a webhook on the clipboard', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await sendTestEvent('segment custom')
  await row('webhook').click()
  await page.getByRole('button', { name: 'Save as fixture' }).click()
  await page.getByText('A failing test for it is on the clipboard.').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('createWorkspace(')
})

it('says in red that a destination is the real platform', async () => {
  const { statsig: definition } = destinations
  if (definition === undefined) throw new Error('There is no Statsig destination.')
  workspace.addDestination({ id: 'real', definition, settings: { serverSecret: 'secret-x' } })
  await page.reload()
  const banner = page.getByText('Live: events go to the real real with the keys')
  await banner.waitFor()
  const color = await banner.evaluate((element) => getComputedStyle(element).backgroundColor)
  expect(color).toBe('rgb(179, 38, 30)')
})

it('says that the workspace is gone, and shows the next one at the same address', async () => {
  await workspace.track('website', { userId: 'u1', event: 'Order Completed' })
  await row('Order Completed').waitFor()
  const port = Number(new URL(workspace.url).port)
  await workspace.stop()
  await page.getByText('Not connected').waitFor()
  workspace = await createWorkspace({ port, sources: [{ id: 'website' }] })
  await page.getByText('Nothing has arrived yet').waitFor()
  await workspace.track('website', { userId: 'u1', event: 'After The Restart' })
  await row('After The Restart').waitFor()
  expect(await rows().count()).toBe(1)
})

it('warns of a sample-ratio mismatch', async () => {
  for (let user = 0; user < 40; user++) {
    const properties = { experiment_id: 'hero', variation_id: user < 34 ? 'a' : 'b' }
    await workspace.track('website', { userId: `u${user}`, event: 'Experiment Viewed', properties })
  }
  await view('Exposures')
  await page.getByText('Sample-ratio mismatch').waitFor()
  expect(await page.locator('.variations tbody tr').allTextContents()).toEqual([
    'a3485.0 %34',
    'b615.0 %6',
  ])
})

describe('the keyboard', () => {
  it('searches, walks the list, opens and closes', async () => {
    for (const event of ['Cart', 'Order Two', 'Order Three']) {
      await workspace.track('website', { userId: 'u1', event })
    }
    await row('Order Three').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('website order')
    await rows().nth(1).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('[role=option]').length === 2)
    await page.locator('[role=listbox]').focus()
    await page.keyboard.press('ArrowDown')
    await page.locator('.life-head').getByText('Order Three', { exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.locator('.life-head').getByText('Order Two', { exact: true }).waitFor()
    expect(await page.locator('[role=option][aria-selected=true]').textContent()).toContain(
      'Order Two',
    )
    await page.keyboard.press('Escape')
    await page.locator('.life').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox')
  })

  it('skips to the content first, and explains itself', async () => {
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })
})

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it.each([
    ['on a desk', 1440, 900],
    ['on a phone', 390, 844],
  ])(
    '%s nothing overflows and axe finds no violation',
    async (_, width, height) => {
      await workspace.track('website', { userId: 'u1' })
      await workspace.track('website', { userId: 'u1', event: 'Order Completed' })
      const properties = { experiment_id: 'hero', variation_id: 'b' }
      await workspace.track('website', { userId: 'u1', event: 'Experiment Viewed', properties })
      await sendTestEvent('segment custom')
      await workspace.waitForIdle()
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height })
      const [, event] = workspace.events()
      for (const hash of [...VIEW_IDS, `live/${event?.id}`, 'unit/u1']) {
        await page.goto(`${workspace.url}/#/${hash}`)
        await page.locator('main :is(h2, [role=option]):visible').first().waitFor()
        expect([hash, await overflow()]).toEqual([hash, 0])
        expect([hash, await violations()]).toEqual([hash, []])
      }
    },
    90_000,
  )
})

/** Within the box that scrolls, not only in the document. */
const isInSight = (element: Locator) =>
  element.evaluate((node) => {
    const box = node.closest('.scroll')?.getBoundingClientRect()
    const { top, bottom } = node.getBoundingClientRect()
    return box !== undefined && top >= box.top && bottom <= box.bottom
  })

/** How much wider the page is than the window, in px. */
const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

async function violations(): Promise<string[]> {
  // Not as a script tag, which the page's policy forbids.
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

describe('with 10,000 events', () => {
  const BATCH = 2500

  it('keeps few rows in the document, and the right ones', async () => {
    for (let start = 0; start < 10_000; start += BATCH) {
      const batch = Array.from({ length: BATCH }, (_, index) => ({
        type: 'track',
        userId: 'u',
        event: `Event ${start + index}`,
      }))
      const body = JSON.stringify({ writeKey: workspace.writeKey('nowhere'), batch })
      const headers = { 'content-type': 'application/json' }
      await fetch(`${workspace.url}/v1/batch`, { method: 'POST', body, headers })
    }
    await page.reload()
    await page.locator('.count').getByText('10,000').waitFor()
    expect(await rows().count()).toBeLessThan(60)
    expect(await rows().first().textContent()).toContain('Event 9999')

    const list = page.locator('[role=listbox]')
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }))
    await row('Event 4999').waitFor()
    expect(await rows().count()).toBeLessThan(60)
    await list.focus()
    await page.keyboard.press('End')
    await page.locator('[role=option][aria-selected=true]').getByText('Event 0').waitFor()
    expect(
      await page.locator('[role=option][aria-selected=true]').getAttribute('aria-posinset'),
    ).toBe('10000')
    expect(await rows().count()).toBeLessThan(60)
  })

  it('stays where one has scrolled to while more comes in', async () => {
    for (let index = 0; index < 100; index++) {
      await workspace.track('nowhere', { userId: 'u', event: `Event ${index}` })
    }
    await page.locator('.count').getByText('100').waitFor()
    const list = page.locator('[role=listbox]')
    await list.evaluate((element) => element.scrollTo({ top: 32 * 40 }))
    await row('Event 59').waitFor()
    const before = await row('Event 59').boundingBox()
    await workspace.track('nowhere', { userId: 'u', event: 'Newest' })
    await page.locator('.count').getByText('101').waitFor()
    expect(await row('Event 59').boundingBox()).toEqual(before)
  })
})
