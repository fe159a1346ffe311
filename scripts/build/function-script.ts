/** Bundles an entry into one plain script with top-level handlers, as Segment runs it. */
import { build, type Plugin } from 'esbuild'
import { type Face, facesPlugin } from './faces-plugin'

export interface FunctionScript {
  entry: string
  faces: readonly Face[]
  outfile: string
  plugins?: readonly Plugin[]
  minify?: boolean
}

/** esbuild puts every export of an ES module into one statement at the end. */
const EXPORTS = /\nexport \{[^}]*\};?\s*$/

export async function functionScript(options: FunctionScript): Promise<string> {
  const result = await build({
    entryPoints: [options.entry],
    outfile: options.outfile,
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node20',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    minify: options.minify ?? false,
    charset: 'utf8',
    legalComments: 'none',
    plugins: [facesPlugin(options.faces), ...(options.plugins ?? [])],
  })
  const bundled = result.outputFiles[0]?.text ?? ''
  const script = bundled.replace(EXPORTS, '\n')
  if (script === bundled) throw new Error(`${options.entry} exports no handler.`)
  return script
}
