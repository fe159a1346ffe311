/** Builds `dist/functions/destination-<platform>.js`, one for each platform that takes events or lists. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseFql, type Subscription } from '@segment/destination-subscriptions'
import type { Plugin } from 'esbuild'
import { actionsOf } from '../../destination/actions-of'
import { platforms } from '../../platforms'
import type { Platform } from '../../platforms/platform'
import { functionScript } from './function-script'

export async function buildDestinationFunctions(root: string): Promise<void> {
  await mkdir(join(root, 'dist/functions'), { recursive: true })
  const takers = platforms.filter(({ events, lists }) => events ?? lists)
  for (const { id } of takers) {
    const outfile = join(root, `dist/functions/destination-${id}.js`)
    await writeFile(outfile, await destinationFunction(root, id))
  }
}

export async function destinationFunction(root: string, platformId: string): Promise<string> {
  return await functionScript({
    entry: join(root, 'destination/function/on-event.ts'),
    outfile: join(root, `dist/functions/destination-${platformId}.js`),
    faces: ['events', 'lists', 'deletion'],
    plugins: [platformPlugin(root, platformId), withoutUnreached],
  })
}

/** One platform and no list of platforms, so that a bundle holds one vendor. */
function platformPlugin(root: string, platformId: string): Plugin {
  const name = 'destination-function-platform'
  return {
    name,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }))
      build.onLoad({ filter: /.*/, namespace: name }, () => ({
        contents: `import * as folder from './platforms/${platformId}'
export const [platform] = Object.values(folder)
export const filters = ${JSON.stringify(filtersOf(root, platformId))}`,
        resolveDir: root,
      }))
    },
  }
}

/** Subscriptions never change at run time, so they are parsed here. */
function filtersOf(root: string, platformId: string): Record<string, Subscription> {
  const folder = require(join(root, 'platforms', platformId)) as Record<string, Platform>
  return Object.fromEntries(
    Object.values(folder)
      .flatMap((platform) => actionsOf(platform))
      .map(({ key, subscription }) => [key, parseFql(subscription)]),
  )
}

/**
 * What Segment's mapping language has and a default mapping never reaches: Liquid templates, 76 KB,
 * and the check of a mapping that a customer wrote, which wants Node's `os`.
 */
const UNREACHED: Readonly<Record<string, string>> = {
  './liquid-directive': 'export function evaluateLiquid() {} export function getLiquidKeys() {}',
  './validate': 'export default function () {}',
}

const withoutUnreached: Plugin = {
  name: 'without-unreached',
  setup(build) {
    build.onResolve({ filter: /^\.\/(liquid-directive|validate)$/ }, ({ path, importer }) =>
      /[\\/]mapping-kit[\\/][^\\/]+\.js$/.test(importer)
        ? { path, namespace: 'unreached' }
        : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'unreached' }, ({ path }) => ({
      contents: UNREACHED[path] ?? '',
    }))
  },
}
