/** A workspace in a process of its own, for the test that kills it. Argument: the data folder. */
import { destinations } from '../../destination'
import { createWorkspace } from '..'

async function main(): Promise<void> {
  const [definition] = Object.values(destinations)
  const [standIn] = Object.keys(destinations)
  if (definition === undefined || standIn === undefined) throw new Error('There is no destination.')
  const dataFolder = process.argv[2]
  if (dataFolder === undefined) throw new Error('The data folder is missing.')
  const workspace = await createWorkspace({
    dataFolder,
    sources: [{ id: 'app' }],
    destinations: [{ definition, standIn }],
  })
  console.log(workspace.url)
  process.once('SIGTERM', () => {
    workspace
      .waitForIdle(30_000)
      .then(() => workspace.stop())
      .catch((error: unknown) => {
        console.error(error)
        process.exitCode = 1
      })
  })
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
