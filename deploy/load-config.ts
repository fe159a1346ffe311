/** Loads `segment.config.ts`, or the file that `--config` names. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { isRecord } from '../platforms/is-record'
import type { DeployConfig } from './define-config'
import { DeployError } from './deploy-error'

const NAMES = ['segment.config.ts', 'segment.config.js', 'segment.config.cjs']
const KEY = /^[a-z0-9][a-z0-9-]*$/

export async function loadConfig(
  folder: string,
  name: string | undefined,
): Promise<{ path: string; config: DeployConfig }> {
  const candidates = (name === undefined ? NAMES : [name]).map((it) => resolve(folder, it))
  const path = candidates.find((candidate) => existsSync(candidate))
  if (path === undefined) {
    throw new DeployError(
      'BAD_CONFIG',
      `there is no ${name ?? 'segment.config.ts'} in ${folder}. Copy segment.config.example.ts to segment.config.ts and fill it in.`,
    )
  }
  const module: unknown = await import(path)
  const config = isRecord(module) && 'default' in module ? module.default : module
  return { path, config: checked(defaultOf(config), path) }
}

/** A CommonJS file that is imported has its exports in `default`, and a transpiled one in `default.default`. */
function defaultOf(value: unknown): unknown {
  return isRecord(value) && 'default' in value ? value.default : value
}

/** What the types promise, for declarations that no compiler has read. */
function checked(value: unknown, path: string): DeployConfig {
  const problem = problemOf(value)
  if (problem === undefined) return value as DeployConfig
  throw new DeployError('BAD_CONFIG', `${path}: ${problem}`)
}

function problemOf(value: unknown): string | undefined {
  if (!isRecord(value))
    return 'it exports no declaration. Write export default defineConfig({ … }).'
  if (!isRecord(value.workspace) || typeof value.workspace.id !== 'string') {
    return 'workspace.id is missing. It stands in Segment under Settings → Workspace settings → General.'
  }
  const functions = [value.sourceFunctions, value.destinationFunctions].flatMap((list) =>
    Array.isArray(list) ? list : [],
  )
  const keys: unknown[] = [value.project, ...functions.map((it) => (isRecord(it) ? it.key : it))]
  const wrong = keys.find((key) => typeof key !== 'string' || !KEY.test(key))
  return wrong === undefined && keys.length > 0
    ? undefined
    : `project and every function's key are lower case letters, digits and dashes; got ${JSON.stringify(wrong)}.`
}
