/** Leaves the faces that a bundle does not use out of it. */
import type { Plugin } from 'esbuild'

/** The files that an absent capability may lack; `index.ts` and what faces share always stay. */
export type Face = 'webhook' | 'events' | 'lists' | 'deletion' | 'browser' | 'plan'

/** What stands in for a file that a bundle does not need. */
const ABSENT: Readonly<Record<string, string>> = {
  webhook: 'export const webhook = undefined',
  events: 'export const events = undefined',
  lists: 'export const lists = undefined',
  deletion: 'export const deletion = undefined',
  browser: 'export const browser = undefined',
  plan: 'export const plan = undefined',
  // What is set and checked for a destination is of no use where there is none.
  settings: 'export const settings = []',
  credentials: 'export const credentialChecks = undefined',
}

const FACE_FILE = new RegExp(`^\\./(${Object.keys(ABSENT).join('|')})$`)

/**
 * A platform's `index.ts` imports every face that it has. In a bundle that needs only some, the
 * others resolve to `undefined`, which is what a platform without the face has.
 */
export function facesPlugin(used: readonly Face[]): Plugin {
  const hasDestination = used.includes('events') || used.includes('lists')
  const wanted: readonly string[] = hasDestination ? [...used, 'settings', 'credentials'] : used
  return {
    name: 'faces',
    setup(build) {
      build.onResolve({ filter: FACE_FILE }, ({ path, importer }) => {
        const face = path.slice(2)
        const fromIndex = /platforms[\\/][^\\/]+[\\/]index\.ts$/.test(importer)
        if (!fromIndex || wanted.includes(face)) return undefined
        return { path: face, namespace: 'absent-face' }
      })
      build.onLoad({ filter: /.*/, namespace: 'absent-face' }, ({ path }) => ({
        contents: ABSENT[path] ?? '',
      }))
    },
  }
}
