/** Makes the function of a source from its options: a script, or a file that holds one. */
import { readFileSync } from 'node:fs'
import type { Clock } from '../clock'
import type { SourceOptions } from '../workspace-options'
import type { HostMode } from './function-request'
import { createSourceFunction, type SourceFunction } from './source-function'

export function loadSourceFunction(
  source: SourceOptions,
  host: { mode: HostMode; clock: Clock },
): SourceFunction | undefined {
  const options = source.sourceFunction
  if (options === undefined) return undefined
  const { file, settings = {}, timeoutMs } = options
  const script = options.script ?? (file === undefined ? '' : readFileSync(file, 'utf8'))
  return createSourceFunction({
    name: file ?? `${source.id}.js`,
    script,
    settings,
    ...host,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
}
