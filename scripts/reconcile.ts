/** `npm run reconcile -- --platform <id> --list <id> --from <file>`: makes a list equal to a file of ids. */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { config } from 'dotenv'
import { sendWithFetch } from '../destination/function/send-with-fetch'
import { settingsOf } from '../destination/settings-of'
import { platformById } from '../platforms/index'
import { textSetting } from '../platforms/setting'
import { settingsFromEnv } from '../platforms/settings-from-env'
import { progressBar } from './reconcile/progress-bar'
import { readIds } from './reconcile/read-ids'
import { type Difference, type ReadableLists, reconcileList } from './reconcile/reconcile-list'

const USAGE =
  'npm run reconcile -- --platform <id> --list <id> --from <file with one id a line> [--dry-run] [--yes]'

async function main(): Promise<void> {
  config({ quiet: true })
  const { values } = parseArgs({
    options: {
      platform: { type: 'string' },
      list: { type: 'string' },
      from: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  })
  if (values.platform === undefined || values.list === undefined || values.from === undefined) {
    throw new Error(`Something is missing. ${USAGE}`)
  }
  const platform = platformById(values.platform)
  if (platform === undefined) throw new Error(`There is no platform ${values.platform}.`)
  const settings = settingsFromEnv(settingsOf(platform), process.env)
  const bar = progressBar(process.stdout)
  const difference = await reconcileList({
    lists: readable(platform.name, platform.lists),
    settings,
    listId: values.list,
    expected: readIds(values.from),
    send: sendWithFetch(fetch, textSetting(settings, 'host')),
    confirm: (found) => values['dry-run'] !== true && (values.yes === true || ask(found)),
    onProgress: bar.update,
    clock: { nowMs: Date.now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
  })
  const { held, missing, extra } = difference
  const size = held + missing.length - extra.length
  const advised = platform.lists?.advisedMaxIds ?? size
  if (size > advised) {
    console.warn(`${platform.name} advises at most ${advised} ids in a list, this one has ${size}.`)
  }
  console.log(`${held} ids held, ${missing.length} missing, ${extra.length} too many.`)
}

function readable(name: string, lists: Partial<ReadableLists> | undefined): ReadableLists {
  if (lists?.members !== undefined && lists.readMembers !== undefined) return lists as ReadableLists
  throw new Error(`${name} documents no way to read the members of a list.`)
}

/** Removing is not undone by a second run with the right file, so it is asked for. */
async function ask({ missing, extra }: Difference): Promise<boolean> {
  const question = `Add ${missing.length} ids and remove ${extra.length}? (y/N) `
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(question)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
