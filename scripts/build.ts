/** `npm run build`: writes everything in `dist/`. */
import { join } from 'node:path'
import { buildDestinationFunctions } from './build/destination-functions'
import { buildLibrary } from './build/library'
import { buildPage } from './build/page'
import { buildPluginPage } from './build/plugin-page'
import { buildPlugins, describeScripts } from './build/plugins'
import { buildSourceFunction } from './build/source-function'
import { buildTrackingPlan } from './build/tracking-plan'

const root = join(__dirname, '..')

async function main(): Promise<void> {
  await buildSourceFunction(root)
  console.log(describeScripts(await buildPlugins(root)))
  await buildDestinationFunctions(root)
  await buildPluginPage(root)
  await buildTrackingPlan(root)
  await buildPage(root)
  await buildLibrary(root)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
