/** Load and first event of a built destination function in a fresh context; prints `[wallMs, cpuMs]`. */
import { readFileSync } from 'node:fs'
import { createContext, Script } from 'node:vm'
import { eventsOf } from './events'

const [file = '', settings = '{}'] = process.argv.slice(2)
const code = readFileSync(file, 'utf8')
const [event] = eventsOf('track', 1, 0)
const answer = { status: 200, headers: { get: () => null }, text: async () => '{}' }
const context = createContext({ fetch: async () => answer, URL, atob, setTimeout, clearTimeout })

async function main(): Promise<void> {
  const started = process.hrtime.bigint()
  const cpuBefore = process.cpuUsage()
  new Script(code).runInContext(context)
  await (context.onTrack as (event: unknown, settings: unknown) => Promise<void>)(
    event,
    JSON.parse(settings),
  )
  const { user, system } = process.cpuUsage(cpuBefore)
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6
  console.log(JSON.stringify([wallMs, (user + system) / 1e3]))
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
