/**
 * A stand-in to rehearse a declaration against, the example by default:
 *
 *   npx ts-node deploy/stand-in/start.ts [segment.config.ts]
 */
import { loadConfig } from '../load-config'
import { createPublicApiStandIn } from './create-public-api-stand-in'
import { prepareWorld, secretNames } from './prepare-world'

async function main(name = 'segment.config.example.ts'): Promise<void> {
  const { config } = await loadConfig(process.cwd(), name)
  const { url, token, world } = await createPublicApiStandIn({
    port: Number(process.env.PORT ?? 0),
  })
  prepareWorld(world, config)
  const secrets = secretNames(config).map((secret) => `export ${secret}=rehearsal-${secret}`)
  console.log(`A stand-in for Segment's Public API. It forgets everything when it stops (Ctrl-C).
In another terminal:

export SEGMENT_PUBLIC_API_URL=${url}
export SEGMENT_PUBLIC_API_TOKEN=${token}
${secrets.join('\n')}
npm run deploy -- plan --config ${name}`)
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
