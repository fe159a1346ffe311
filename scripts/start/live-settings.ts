/** The settings of a real platform, from the environment or `.env`. */
import { config } from 'dotenv'
import type { Platform } from '../../platforms/platform'

/** Undefined if none of its secrets is set: the stand-in is used then. */
export function liveSettings(
  platform: Platform,
  environment: Readonly<Record<string, string | undefined>> = readEnvironment(),
): Readonly<Record<string, unknown>> | undefined {
  const given = platform.settings.flatMap(({ key, env, secret }) => {
    const value = environment[env]
    return value === undefined || value === '' ? [] : [{ key, value, secret }]
  })
  if (!given.some(({ secret }) => secret === true)) return undefined
  return Object.fromEntries(given.map(({ key, value }) => [key, value]))
}

function readEnvironment(): NodeJS.ProcessEnv {
  config({ quiet: true })
  return process.env
}
