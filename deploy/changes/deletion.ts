/** A deletion: one call, and no more to say. */
import type { Change } from '../change'
import type { EndpointId } from '../public-api/endpoints'

export function deletion(
  it: Pick<Change, 'phase' | 'resource' | 'name'>,
  call: EndpointId,
  path: Readonly<Record<string, string>>,
): Change {
  return {
    ...it,
    action: 'delete',
    fields: [],
    calls: [call],
    async run(bench) {
      await bench.api.call(call, { path })
    },
  }
}
