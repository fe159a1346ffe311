/** `npm start`: the local workspace with this project's source function and destinations. */
import { join } from 'node:path'
import type { destinations } from '../destination'
import { platforms } from '../platforms'
import { createWorkspace, type Workspace } from '../workspace'
import { standIns } from '../workspace/stand-ins'
import { buildPage } from './build/page'
import { buildPluginPage } from './build/plugin-page'
import { buildSourceFunction } from './build/source-function'
import { liveSettings } from './start/live-settings'
import { rebuildOnChange } from './start/rebuild-on-change'

const DEFAULT_PORT = 4000

/** A minute passes in a second, so that batches and retries can be watched. */
const TIME_SCALE = 60

/** Shared by the workspace and whoever sends it a test event; it opens nothing else. */
const LOCAL_SHARED_SECRET = 'local'

/** Sources that libraries send to; the others are webhooks. */
const TRACKING_SOURCES = ['website', 'server']

const root = join(__dirname, '..')

async function main(): Promise<void> {
  // Always built: a script of last week would run last week's code.
  await Promise.all([buildSourceFunction(root), buildPage(root), buildPluginPage(root)])
  const file = join(root, 'dist/functions/source.js')
  const live = process.argv.includes('--live')
  const port = Number(process.env.PORT ?? DEFAULT_PORT)
  const withWebhook = platforms.filter(({ webhook }) => webhook !== undefined).map(({ id }) => id)
  const workspace = await createWorkspace({
    port,
    // Real platforms keep real time.
    timeScale: live ? 1 : TIME_SCALE,
    // One for each port: two processes must not deliver each other's events.
    dataFolder: join(root, '.workspace', String(port)),
    captureFolder: join(root, '.workspace', 'fixtures'),
    watch: true,
    sources: [
      ...TRACKING_SOURCES.map((id) => ({ id })),
      ...withWebhook.map((id) => ({
        id,
        sourceFunction: { file, settings: { platform: id, sharedSecret: LOCAL_SHARED_SECRET } },
      })),
    ],
  })
  connect(workspace, live)
  print(workspace, withWebhook)
  const stopWatching = rebuildOnChange(root, () => connect(workspace, live))
  stopOnSignal(workspace, stopWatching)
}

/** Each platform that has a stand-in, from where visitors are: no platform's exposures go to the next one. */
function connect(workspace: Workspace, live: boolean): void {
  const current = require('../destination') as { destinations: typeof destinations }
  for (const platform of platforms) {
    const definition = current.destinations[platform.id]
    if (definition === undefined) continue
    const sources = TRACKING_SOURCES
    const settings = live ? liveSettings(platform) : undefined
    if (settings !== undefined) {
      console.log(`\x1b[1;31mLIVE: events go to the real ${platform.name}.\x1b[0m`)
      workspace.addDestination({ definition, sources, id: platform.id, settings })
    } else if (standIns.some((standIn) => standIn.platform === platform.id)) {
      workspace.addDestination({ definition, sources, standIn: platform.id })
      const lists = workspace.platform(platform.id)
      if (platform.lists?.create !== undefined && lists.lists().length === 0) {
        lists.createList({ id: 'beta_users', name: 'Beta users' })
      }
    }
  }
}

function print(workspace: Workspace, withWebhook: readonly string[]): void {
  console.log(`\nLocal Segment workspace: ${workspace.url}\n`)
  console.log(`Tracking API: ${workspace.url} (host for analytics-node, cdnURL for analytics.js)`)
  for (const id of TRACKING_SOURCES) {
    console.log(`  ${id.padEnd(14)} write key ${workspace.writeKey(id)}`)
  }
  console.log('Webhooks of the source function:')
  for (const id of withWebhook) {
    const url = `${workspace.webhookUrl(id)}?token=${LOCAL_SHARED_SECRET}`
    console.log(`  ${id.padEnd(14)} ${url}`)
  }
  console.log('\nCtrl-C stops it.')
}

function stopOnSignal(workspace: Workspace, stopWatching: () => void): void {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    stopWatching()
    workspace.stop().then(() => console.log('\nStopped.'))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

main().catch((error: unknown) => {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  console.error(inUse ? 'The port is in use. Choose another: PORT=4001 npm start' : error)
  process.exitCode = 1
})
