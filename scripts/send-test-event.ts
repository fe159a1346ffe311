/** `npm run send-test-event -- --platform <id> --to <url>`: what a vendor's "send a test event" does. */
import { parseArgs } from 'node:util'
import { config } from 'dotenv'
import { platforms } from '../platforms/index'
import { listSetting } from '../platforms/list-setting'
import { testEvent } from '../testing/test-event'
import { webhookFixtures } from '../testing/webhook-fixtures'

const USAGE = `npm run send-test-event -- --platform <id> --to <url> [--kind <kind>|all]

--platform  ${platforms.flatMap(({ id, webhook }) => (webhook === undefined ? [] : [id])).join(', ')}
--to        URL of a source function, of the relay, or of the local workspace
--kind      a recorded body; without it an exposure, with "all" each one after the other

SOURCE_SHARED_SECRET and SOURCE_SIGNING_SECRET, from the environment or .env, let it in.`

async function main(): Promise<void> {
  config({ quiet: true })
  const options = { platform: { type: 'string' }, to: { type: 'string' }, kind: { type: 'string' } }
  const { platform, to, kind } = parseArgs({ options } as {
    options: Record<'platform' | 'to' | 'kind', { type: 'string' }>
  }).values
  if (platform === undefined || to === undefined) throw new Error(USAGE)
  const kinds = kind === 'all' ? webhookFixtures(platform).map((fixture) => fixture.name) : [kind]
  for (const one of kinds) await send(platform, to, one)
}

async function send(platform: string, to: string, kind: string | undefined): Promise<void> {
  const event = testEvent({
    platform,
    kind,
    // The first of several, because the others are on their way out.
    sharedSecret: listSetting(process.env, 'SOURCE_SHARED_SECRET')[0],
    signingSecret: listSetting(process.env, 'SOURCE_SIGNING_SECRET')[0],
    nowMs: Date.now(),
  })
  const { headers, body } = event
  const response = await fetch(to, { method: 'POST', headers, body })
  console.log(`${platform} ${event.kind}: ${response.status} ${await response.text()}`)
  if (!response.ok) process.exitCode = 1
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
