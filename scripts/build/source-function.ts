/** Builds `dist/functions/source.js`. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { functionScript } from './function-script'

export async function buildSourceFunction(root: string): Promise<void> {
  const outfile = join(root, 'dist/functions/source.js')
  const script = await functionScript({
    entry: join(root, 'source-function/on-request.ts'),
    faces: ['webhook'],
    outfile,
  })
  await mkdir(join(root, 'dist/functions'), { recursive: true })
  await writeFile(outfile, script)
}
