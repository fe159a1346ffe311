/** `npm run relay`: the verifying relay as a Node server, configured by the environment or `.env`. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { config } from 'dotenv'
import { platforms } from '../platforms/index'
import { settingsFromEnv } from '../platforms/settings-from-env'
import { createRelay } from '../source-function/create-relay'
import { sourceSettings } from '../source-function/settings'

function main(): void {
  config({ quiet: true })
  const { SEGMENT_WRITE_KEY = '', SEGMENT_REGION, SEGMENT_HOST, HOST, PORT } = process.env
  const settings = [
    ...sourceSettings,
    ...platforms.flatMap((platform) => platform.sourceSettings ?? []),
  ]
  const relay = createRelay({
    writeKey: SEGMENT_WRITE_KEY,
    // Any other word is refused by the relay itself.
    region: SEGMENT_REGION as 'us' | 'eu' | undefined,
    host: SEGMENT_HOST,
    settings: settingsFromEnv(settings, process.env),
    log: (line) => console.log(line),
  })
  const options = { fetch: relay, port: Number(PORT ?? 8080), hostname: HOST ?? '0.0.0.0' }
  const server = serve(options, ({ address, port }: AddressInfo) => {
    console.log(`relay on http://${address}:${port} (POST webhooks here; Ctrl-C stops it)`)
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => server.close(() => process.exit(0)))
  }
}

try {
  main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
