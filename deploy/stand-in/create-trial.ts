/** A rehearsal: a declaration and bundles in a folder of their own, deployed to a stand-in. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createAcceleratedClock } from '../accelerated-clock'
import type { Clock } from '../clock'
import type { DeployConfig } from '../define-config'
import { type ExitCode, runDeploy } from '../run-deploy'
import {
  createPublicApiStandIn,
  type PublicApiStandIn,
  type StandInOptions,
} from './create-public-api-stand-in'

export interface Trial {
  folder: string
  standIn: PublicApiStandIn
  clock: Clock & { sleptMs(): number }
  environment: Record<string, string>
  timeoutMs: number
  write(path: string, text: string): void
  /** The declaration of the runs that follow. */
  declare(config: DeployConfig): string
  run(...args: string[]): Promise<Result>
  close(): Promise<void>
}

export interface Result {
  exitCode: ExitCode
  /** What was printed, and what was reported. */
  out: string
  err: string
}

/** Long enough for a busy machine; a rehearsal of silence sets less. */
const TIMEOUT_MS = 20_000

export async function createTrial(options: StandInOptions = {}): Promise<Trial> {
  const clock = createAcceleratedClock()
  const standIn = await createPublicApiStandIn({ clock, ...options })
  const folder = mkdtempSync(join(tmpdir(), 'deploy-trial-'))
  const environment: Record<string, string> = {
    SEGMENT_PUBLIC_API_TOKEN: standIn.token,
    SEGMENT_PUBLIC_API_URL: standIn.url,
  }
  let declarations = 0
  let configPath = ''
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const trial: Trial = {
    folder,
    standIn,
    clock,
    environment,
    timeoutMs: TIMEOUT_MS,
    write,
    declare(config) {
      // A module is loaded once: each declaration is a file of its own.
      configPath = `segment.config.${++declarations}.cjs`
      write(configPath, `module.exports = ${JSON.stringify(config, null, 2)}\n`)
      return configPath
    },
    async run(...args) {
      const out: string[] = []
      const err: string[] = []
      const exitCode = await runDeploy(
        args.includes('--config') ? args : [...args, '--config', configPath],
        {
          folder,
          environment,
          clock,
          timeoutMs: trial.timeoutMs,
          print: (text) => out.push(text),
          report: (text) => err.push(text),
        },
      )
      return { exitCode, out: out.join('\n'), err: err.join('\n') }
    },
    async close() {
      await standIn.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return trial
}
