/** `npm run demo`: the main job once, without hands. Exits with 0 only if everything arrived. */
import { join } from 'node:path'
import { destinations } from '../destination/index'
import { platforms } from '../platforms/index'
import type { Platform } from '../platforms/platform'
import { createWorkspace, type Workspace } from '../workspace/create-workspace'
import { standIns } from '../workspace/stand-ins/index'
import { buildSourceFunction } from './build/source-function'
import { audienceToList } from './demo/audience-to-list'
import { type Direction, isWhole } from './demo/direction'
import { eventsToPlatform } from './demo/events-to-platform'
import { NO_OUTAGE, outageOf } from './demo/outage'
import { printDirections } from './demo/print-directions'
import { webhooksToSegment } from './demo/webhooks-to-segment'

const root = join(__dirname, '..')
const script = join(root, 'dist/functions/source.js')
const TOKEN = 'demo'

async function main(withFaults: boolean): Promise<void> {
  await buildSourceFunction(root)
  const workspace = await createWorkspace({})
  try {
    const directions: Direction[] = []
    for (const platform of platforms) {
      directions.push(...(await demonstrate(workspace, platform, withFaults)))
    }
    console.log(`\n${printDirections(directions)}\n`)
    const whole = directions.every(isWhole)
    console.log(whole ? 'Everything arrived.' : 'Not everything arrived: see the table.')
    process.exitCode = whole ? 0 : 1
  } finally {
    await workspace.stop()
  }
}

async function demonstrate(
  workspace: Workspace,
  platform: Platform,
  withFaults: boolean,
): Promise<Direction[]> {
  const { id } = platform
  const directions: Direction[] = []
  if (platform.webhook !== undefined) {
    const settings = { platform: id, sharedSecret: TOKEN }
    workspace.addSource({ id, sourceFunction: { file: script, settings } })
    directions.push(await webhooksToSegment(workspace, platform, TOKEN))
  }
  const definition = destinations[id]
  const hasStandIn = standIns.some((standIn) => standIn.platform === id)
  if (definition === undefined || !hasStandIn) return directions
  const source = `${id}-server`
  workspace.addSource({ id: source })
  workspace.addDestination({ definition, standIn: id, sources: [source] })
  const outage = withFaults ? outageOf(workspace, id) : NO_OUTAGE
  if (platform.events !== undefined) {
    directions.push(await eventsToPlatform(workspace, platform, source, outage))
  }
  if (platform.lists !== undefined) {
    directions.push(await audienceToList(workspace, platform, source, outage))
  }
  return directions
}

main(process.argv.includes('--faults')).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
