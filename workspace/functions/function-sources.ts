/** The sources that have a function: made, made again for another mode, and again when its file changes. */
import { existsSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { SettingValues } from '../../platforms/setting'
import type { Clock } from '../clock'
import type { Sources } from '../sources'
import type { SourceOptions } from '../workspace-options'
import type { HostMode } from './function-request'
import { loadSourceFunction } from './load-source-function'

export interface FunctionSources {
  add(options: SourceOptions): void
  mode(): HostMode
  setMode(mode: HostMode): void
  /** Empty for a source without a function. */
  settingsOf(sourceId: string): SettingValues
  /** Changes settings of a function until the workspace ends. False if there is no such function. */
  changeSettings(sourceId: string, settings: SettingValues): boolean
  /** Loads a function anew whenever its file changes; `onReload` hears of it. */
  watch(onReload: (sourceId: string) => void): void
  close(): void
}

/** Editors write a file in several steps. */
const SETTLE_MS = 50

export function createFunctionSources(
  sources: Sources,
  clock: Clock,
  initialMode: HostMode,
): FunctionSources {
  const all = new Map<string, SourceOptions>()
  const stops: (() => void)[] = []
  let mode = initialMode

  function load(options: SourceOptions): void {
    const { id, writeKey = `wk_${id}` } = options
    const sourceFunction = loadSourceFunction(options, { mode, clock })
    sources.add({ id, writeKey, ...(sourceFunction === undefined ? {} : { sourceFunction }) })
  }

  return {
    add(options) {
      all.set(options.id, options)
      load(options)
    },
    mode: () => mode,
    setMode(next) {
      mode = next
      for (const options of all.values()) load(options)
    },
    settingsOf: (sourceId) => all.get(sourceId)?.sourceFunction?.settings ?? {},
    changeSettings(sourceId, settings) {
      const options = all.get(sourceId)
      if (options?.sourceFunction === undefined) return false
      const changed = { ...options.sourceFunction.settings, ...settings }
      const next = {
        ...options,
        sourceFunction: { ...options.sourceFunction, settings: changed },
      }
      all.set(sourceId, next)
      load(next)
      return true
    },
    watch(onReload) {
      for (const options of all.values()) {
        const file = options.sourceFunction?.file
        if (file === undefined) continue
        stops.push(
          onChange(file, () => {
            load(all.get(options.id) ?? options)
            onReload(options.id)
          }),
        )
      }
    },
    close() {
      for (const stop of stops) stop()
    },
  }
}

/** Watches the folder, because a build replaces the file. */
function onChange(file: string, task: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(dirname(file), (_, name) => {
    if (name !== basename(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => existsSync(file) && task(), SETTLE_MS)
  })
  return () => {
    clearTimeout(timer)
    watcher.close()
  }
}
