import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(__dirname, '..')

it('the sample of docs/workspace.md works when pasted, against the built package', async () => {
  const docs = readFileSync(join(root, 'docs/workspace.md'), 'utf8')
  const sample = /```ts\n([\s\S]*?)```/.exec(docs)?.[1] ?? ''
  expect(sample.trim().split('\n').length).toBeLessThanOrEqual(12)
  // Inside the package's own folder, its name is the package.
  const folder = mkdtempSync(join(root, 'dist/sample-'))
  try {
    writeFileSync(join(folder, 'sample.mjs'), sample)
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'sample.mjs')])
    expect(stdout).toContain("status: 'sent'")
    expect(stdout).toContain("eventName: 'Order Completed'")
  } finally {
    rmSync(folder, { recursive: true })
  }
})
