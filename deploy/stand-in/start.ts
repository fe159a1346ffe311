/** A stand-in to rehearse against: `npx ts-node deploy/stand-in/start.ts`. */
import { createPublicApiStandIn } from './create-public-api-stand-in'

const PORT = 4010

createPublicApiStandIn({ port: PORT }).then(({ url, token, workspaceId, world }) => {
  world.addSource('website')
  console.log(`A stand-in for Segment's Public API. It forgets everything when it stops (Ctrl-C).

  export SEGMENT_PUBLIC_API_URL=${url}
  export SEGMENT_PUBLIC_API_TOKEN=${token}

In the declaration: workspace: { id: '${workspaceId}', region: 'us', webhookUrl: '${url}' }
It has a source "website" and the catalog destination "${world.catalog[0]?.name}".`)
})
