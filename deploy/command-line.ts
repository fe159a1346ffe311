/** The command line of `npm run deploy`. */
import { parseArgs } from 'node:util'
import { DeployError } from './deploy-error'
import { reasonOf } from './reason-of'

export const USAGE = `npm run deploy -- <command> [options]

  plan       shows what apply would change; exit code 0: nothing, 2: changes, 1: error
  apply      makes the workspace as declared, checks it, prints each webhook URL
  status     shows what is there and what runs
  rollback   brings back the code that ran before
  destroy    deletes what carries this project's mark

  --config <file>      declaration; segment.config.ts by default
  --json               plan as JSON
  --yes                answers every question with yes
  --accept-drift       apply overwrites code that was edited in Segment
  --adopt              apply takes over functions and destinations of the same name that were made by hand
  --prune              apply deletes what we made and the declaration no longer names
  --force-secrets      apply sends every secret again
  --show-secrets       prints webhook URLs whole; each is a credential
  --canary             apply sends each source's canary event afterwards
  --only <key>         rollback of one function
  --to <version>       rollback to this version, by its id or the beginning of its hash
  --state <folder>     local state; .segment beside the declaration by default`

const COMMANDS = ['plan', 'apply', 'status', 'rollback', 'destroy'] as const
export type Command = (typeof COMMANDS)[number]

const options = {
  config: { type: 'string' },
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  'accept-drift': { type: 'boolean' },
  adopt: { type: 'boolean' },
  prune: { type: 'boolean' },
  'force-secrets': { type: 'boolean' },
  'show-secrets': { type: 'boolean' },
  canary: { type: 'boolean' },
  only: { type: 'string' },
  to: { type: 'string' },
  state: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

export type Flags = ReturnType<typeof parse>['values']

/** `help` where that was asked for, or nothing was. */
export function readCommandLine(args: readonly string[]): {
  command: Command | 'help'
  flags: Flags
} {
  const { values, positionals } = parse(args)
  const [word, ...rest] = positionals
  if (values.help === true || word === undefined) return { command: 'help', flags: values }
  const command = COMMANDS.find((it) => it === word)
  if (command === undefined || rest.length > 0) {
    throw new DeployError('USAGE', `"${positionals.join(' ')}" is not a command.\n\n${USAGE}`)
  }
  return { command, flags: values }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new DeployError('USAGE', `${reasonOf(error)}\n\n${USAGE}`)
  }
}
