/** Makes the function of a source from its options: a script, or a file that holds one. */
import type { Clock } from '../clock'
import type { SourceOptions } from '../workspace-options'
import type { HostMode } from './function-request'
import { readScript } from './read-script'
import { createSourceFunction, type SourceFunction } from './source-function'

export function loadSourceFunction(
  source: SourceOptions,
  host: { mode: HostMode; clock: Clock },
): SourceFunction | undefined {
  const options = source.sourceFunction
  if (options === undefined) return undefined
  const { file, settings = {}, timeoutMs } = options
  return createSourceFunction({
    name: file ?? `${source.id}.js`,
    script: readScript(options),
    settings,
    ...host,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
}
