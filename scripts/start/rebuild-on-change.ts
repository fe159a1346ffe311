/** Builds the source function and the plugin's page, and loads the destinations, anew when their code changes. */
import { readdirSync, watch } from 'node:fs'
import { join, sep } from 'node:path'
import { buildPluginPage } from '../build/plugin-page'
import { buildSourceFunction } from '../build/source-function'

const ROOMS = ['platforms', 'source-function', 'destination', 'plugins']

/** Editors write a file in several steps. */
const SETTLE_MS = 30

/** @param onReload runs when the modules of the destinations were forgotten. Returns the way to stop. */
export function rebuildOnChange(root: string, onReload: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const rebuild = async () => {
    try {
      await buildSourceFunction(root)
      // The function is loaded first, as compiling the destinations keeps this process busy.
      timer = setTimeout(reload, SETTLE_MS * 4)
    } catch (error) {
      complain(error)
    }
  }
  const reload = () => {
    forgetModules(root)
    try {
      onReload()
    } catch (error) {
      complain(error)
    }
    buildPluginPage(root).catch(complain)
  }
  // Each folder by itself: a recursive watch loses a file on Linux when an editor replaces it.
  const watchers = ROOMS.flatMap((room) => foldersIn(join(root, room))).map((folder) =>
    watch(folder, (_, name) => {
      if (name === null || !name.endsWith('.ts') || name.endsWith('.test.ts')) return
      clearTimeout(timer)
      timer = setTimeout(rebuild, SETTLE_MS)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}

function complain(error: unknown): void {
  console.error('Not reloaded:', error instanceof Error ? error.message : error)
}

function foldersIn(folder: string): string[] {
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return [folder, ...inner.flatMap(({ name }) => foldersIn(join(folder, name)))]
}

function forgetModules(root: string): void {
  const rooms = ROOMS.map((room) => join(root, room) + sep)
  for (const file of Object.keys(require.cache)) {
    if (rooms.some((room) => file.startsWith(room))) delete require.cache[file]
  }
}
