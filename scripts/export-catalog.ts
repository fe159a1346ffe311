/** `npm run export-catalog -- <platform> --out <dir>`: a destination for Segment's catalog repository. */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { exportCatalog } from './catalog/export-catalog'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' } },
})
const [platformId] = positionals

async function main(): Promise<void> {
  if (platformId === undefined || values.out === undefined) {
    throw new Error(
      'Say which platform and where to: npm run export-catalog -- <platform> --out <folder>',
    )
  }
  const out = resolve(values.out)
  const files = await exportCatalog(join(__dirname, '..'), platformId, out)
  console.log(`${files.length} files in ${out}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
