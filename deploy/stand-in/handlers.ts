/** What each operation does to the stand-in workspace. */
import type { EndpointId } from '../public-api/endpoints'
import { destinationHandlers } from './destination-handlers'
import { functionHandlers } from './function-handlers'
import { sourceHandlers } from './source-handlers'
import type { World } from './world'

export interface Call {
  path: Readonly<Record<string, string>>
  query: ReadonlyMap<string, string>
  // The contract has been checked before a handler runs.
  body: Readonly<Record<string, unknown>>
}

/** Returns the `data` of the answer, or throws a Refusal. */
export type Handler = (world: World, call: Call) => unknown

export const handlers: Readonly<Record<EndpointId, Handler>> = {
  getWorkspace: ({ workspace }) => ({ workspace }),
  ...functionHandlers,
  ...sourceHandlers,
  ...destinationHandlers,
}
