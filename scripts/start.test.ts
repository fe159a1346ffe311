import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(__dirname, '..')

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** The request that README shows, to the workspace on this port. */
async function pasteReadme(url: string): Promise<unknown[]> {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [, path = '', body = ''] =
    /curl 'http:\/\/127\.0\.0\.1:4000([^']+)'[^\n]* -d '([^']+)'/.exec(readme) ?? []
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body })
  return [response.status, await response.json()]
}

it('npm start serves the workspace with every platform, shows a first exposure, and stops cleanly on Ctrl-C', async () => {
  const port = await freePort()
  const startedMs = Date.now()
  const child = spawn(process.execPath, ['-r', 'ts-node/register', 'scripts/start.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  try {
    const lines = createInterface({ input: child.stdout })
    for await (const line of lines) if (line.includes('Ctrl-C')) break
    const url = `http://127.0.0.1:${port}`
    const { destinations } = await (await fetch(`${url}/api/workspace`)).json()
    expect(destinations.map(({ id }: { id: string }) => id)).toEqual([
      'statsig',
      'launchdarkly',
      'kameleoon',
    ])

    // A script of last week would run last week's code.
    for (const file of ['functions/source.js', 'page/main.js', 'plugin-page/page.js']) {
      expect(statSync(join(root, 'dist', file)).mtimeMs).toBeGreaterThan(startedMs)
    }
    expect((await fetch(`${url}/plugin`)).status).toBe(200)

    const body = JSON.stringify({ platform: 'statsig', name: 'experiment_exposure' })
    await fetch(`${url}/api/test-events`, { method: 'POST', body })
    const { items } = await (await fetch(`${url}/api/exposures`)).json()
    expect(items).toMatchObject([{ platform: 'statsig', exposures: 1, units: 1 }])
    expect(await pasteReadme(url)).toEqual([200, { success: true }])
  } finally {
    child.kill('SIGINT')
    expect(await ended).toEqual([0, null])
    rmSync(join(root, '.workspace', String(port)), { recursive: true })
  }
}, 120_000)
