/** `npm start`: the local workspace with this project's source function and destinations. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { destinations } from '../destination'
import { platforms } from '../platforms'
import { createWorkspace, type Workspace } from '../workspace'
import { standIns } from '../workspace/stand-ins'
import { buildSourceFunction } from './build/source-function'

const DEFAULT_PORT = 4000

/** A minute passes in a second, so that batches and retries can be watched. */
const TIME_SCALE = 60

/** Shared by the workspace and whoever sends it a test event; it opens nothing else. */
const LOCAL_SHARED_SECRET = 'local-shared-secret'

const root = join(__dirname, '..')

async function main(): Promise<void> {
  const file = join(root, 'dist/functions/source.js')
  if (!existsSync(file)) await buildSourceFunction(root)
  const port = Number(process.env.PORT ?? DEFAULT_PORT)
  const withWebhook = platforms.filter(({ webhook }) => webhook !== undefined)
  const workspace = await createWorkspace({
    port,
    timeScale: TIME_SCALE,
    // One for each port: two processes must not deliver each other's events.
    dataFolder: join(root, '.workspace', String(port)),
    sources: [
      { id: 'website' },
      { id: 'server' },
      ...withWebhook.map(({ id }) => ({
        id,
        sourceFunction: { file, settings: { platform: id, sharedSecret: LOCAL_SHARED_SECRET } },
      })),
    ],
    destinations: standIns.flatMap(({ platform }) => {
      const definition = destinations[platform]
      // A platform's own webhook does not go back to the platform.
      const sources = ['website', 'server', ...withWebhook.map(({ id }) => id)]
      const others = sources.filter((id) => id !== platform)
      return definition === undefined ? [] : [{ definition, standIn: platform, sources: others }]
    }),
  })
  print(workspace)
  stopOnSignal(workspace)
}

function print(workspace: Workspace): void {
  const query = `?token=${LOCAL_SHARED_SECRET}`
  console.log(`Local Segment workspace: ${workspace.url}\n`)
  console.log('Tracking API (host for analytics-node, cdnURL for analytics.js):', workspace.url)
  for (const id of ['website', 'server']) {
    console.log(`  ${id.padEnd(14)} write key ${workspace.writeKey(id)}`)
  }
  console.log('Webhooks of the source function:')
  for (const { id, webhook } of platforms) {
    if (webhook !== undefined) console.log(`  ${id.padEnd(14)} ${workspace.webhookUrl(id)}${query}`)
  }
  console.log('\nCtrl-C stops it.')
}

function stopOnSignal(workspace: Workspace): void {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
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
