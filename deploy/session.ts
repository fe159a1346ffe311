/** What every command starts with: the declaration, a client for its region, and the state of the workspace. */
import { join } from 'node:path'
import type { Clock } from './clock'
import type { DeployConfig } from './define-config'
import { DeployError } from './deploy-error'
import type { Desired } from './desired'
import { type LocalState, openLocalState } from './local-state'
import type { Masker } from './masker'
import { durationText } from './progress'
import { createPublicApi, type PublicApi } from './public-api/client'
import { callName } from './public-api/error-of-response'
import { createRateLimiter, type OnWait, type RateLimiter } from './public-api/rate-limiter'
import { type Region, regions } from './public-api/region'

import { resolveConfig } from './resolve-config'
import type { Environment } from './setting-values'

export interface SessionOptions {
  config: DeployConfig
  /** The declaration's folder. */
  folder: string
  /** Folder of the local state; `.segment` in the declaration's folder by default. */
  stateFolder: string | undefined
  environment: Environment
  clock: Clock
  masker: Masker
  /** Progress, apart from results. */
  report(line: string): void
  timeoutMs?: number
}

export interface Session {
  desired: Desired
  api: PublicApi
  limiter: RateLimiter
  state: LocalState
  clock: Clock
  webhookBase: string | undefined
  report(line: string): void
}

export function openSession(options: SessionOptions): Session {
  const { config, environment, masker, clock, folder, report } = options
  const region = regionOf(config)
  const token = environment.SEGMENT_PUBLIC_API_TOKEN?.trim()
  if (token === undefined || token === '') {
    throw new DeployError(
      'NO_TOKEN',
      'SEGMENT_PUBLIC_API_TOKEN is not set. Make one in Segment → Settings → Access Management → Tokens (Workspace Owner), and put it into .env.',
    )
  }
  masker.hide(token)
  const desired = resolveConfig(config, { folder, environment })
  hideSecrets(desired, masker)
  const onWait: OnWait = ({ endpoint, ms, reason }) =>
    report(`waiting ${durationText(ms)}: ${reason} (${callName(endpoint)})`)
  const limiter = createRateLimiter(clock, onWait)
  const url = apiUrlOf(region, environment.SEGMENT_PUBLIC_API_URL)
  const { timeoutMs } = options
  const api = createPublicApi({
    token,
    region,
    url,
    clock,
    limiter,
    onWait,
    ...(timeoutMs && { timeoutMs }),
  })
  const stateFolder = options.stateFolder ?? join(folder, '.segment')
  return {
    desired,
    api,
    limiter,
    state: openLocalState(join(stateFolder, desired.workspaceId, desired.project)),
    clock,
    webhookBase: desired.webhookUrl ?? regions[region].webhookUrl,
    report,
  }
}

/** A region is never guessed: the wrong one costs the token. */
function regionOf({ workspace }: DeployConfig): Region {
  if (Object.hasOwn(regions, workspace.region)) return workspace.region
  throw new DeployError(
    'BAD_CONFIG',
    `workspace.region is ${JSON.stringify(workspace.region)}. Write 'us' or 'eu', as Segment shows it under Settings → Workspace settings → General.`,
  )
}

function apiUrlOf(region: Region, override: string | undefined): string {
  const url = override?.trim() || regions[region].apiUrl
  if (!URL.canParse(url)) {
    throw new DeployError(
      'BAD_CONFIG',
      'SEGMENT_PUBLIC_API_URL is not a URL. Unset it, or write https://….',
    )
  }
  const { protocol, hostname } = new URL(url)
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
  if (protocol === 'https:' || isLoopback) return url
  throw new DeployError(
    'NO_TOKEN',
    `SEGMENT_PUBLIC_API_URL is ${protocol}//${hostname}: the token is sent over https only. Write https://….`,
  )
}

function hideSecrets(desired: Desired, masker: Masker): void {
  for (const { settings } of [...desired.sources, ...desired.destinations]) {
    for (const { value, secret } of settings) {
      if (!secret || typeof value !== 'string') continue
      // Rotation: several in one.
      for (const part of [value, ...value.split(',')]) masker.hide(part.trim())
    }
  }
}
