/** Leaves the faces that a bundle does not use out of it. */
import type { Plugin } from 'esbuild'

/** The files that an absent capability may lack; `index.ts` and what faces share always stay. */
export type Face = 'webhook' | 'events' | 'lists' | 'browser' | 'plan'

const FACE_FILE = /^\.\/(webhook|events|lists|browser|plan)$/

/**
 * A platform's `index.ts` imports every face that it has. In a bundle that needs only some, the
 * others resolve to `undefined`, which is what a platform without the face has.
 */
export function facesPlugin(used: readonly Face[]): Plugin {
  return {
    name: 'faces',
    setup(build) {
      build.onResolve({ filter: FACE_FILE }, ({ path, importer }) => {
        const face = path.slice(2)
        const fromIndex = /platforms[\\/][^\\/]+[\\/]index\.ts$/.test(importer)
        if (!fromIndex || used.includes(face as Face)) return undefined
        return { path: face, namespace: 'absent-face' }
      })
      build.onLoad({ filter: /.*/, namespace: 'absent-face' }, ({ path }) => ({
        contents: `export const ${path} = undefined`,
      }))
    },
  }
}
