/** What a workspace is made of. */
import type { DestinationDefinition } from '@segment/actions-core'
import type { Subscription } from './delivery/actions-destination'
import type { HostMode } from './functions/function-request'

export interface WorkspaceOptions {
  /** By default any free port. */
  port?: number
  /** Accelerated ms in a real ms, for waits and windows; 1000 by default. */
  timeScale?: number
  /** How source functions run; `deployed` by default. */
  mode?: HostMode
  /** Keeps everything there over a restart; without it, in memory. */
  dataFolder?: string
  /** Loads a function anew when its file changes. */
  watch?: boolean
  /** Where captured fixtures are written; `.workspace/fixtures` by default. */
  captureFolder?: string
  sources?: readonly SourceOptions[]
  destinations?: readonly DestinationOptions[]
}

export interface SourceOptions {
  id: string
  /** By default `wk_<id>`. */
  writeKey?: string
  /** The source's webhook runs it: a script, or the path of one. */
  sourceFunction?: FunctionOptions
}

export interface FunctionOptions {
  /** The script's text. */
  script?: string
  /** Path of the script. */
  file?: string
  settings?: Readonly<Record<string, unknown>>
  /** Real time; by default the 5 s that Segment documents. */
  timeoutMs?: number
}

export type DestinationOptions = ActionsDestinationOptions | FunctionDestinationOptions

interface AnyDestinationOptions {
  /** By default the stand-in's platform, or the name in lower case. */
  id?: string
  settings?: Readonly<Record<string, unknown>>
  /** A stand-in platform whose address and keys are added to the settings. */
  standIn?: string
  /** Sources that it is connected to; by default all. */
  sources?: readonly string[]
  /** Changes, drops or blocks events in front of the destination. */
  insertFunction?: FunctionOptions
}

export interface ActionsDestinationOptions extends AnyDestinationOptions {
  // biome-ignore lint/suspicious/noExplicitAny: DestinationDefinition is invariant in its settings
  definition: DestinationDefinition<any>
  /** By default the definition's presets. */
  subscriptions?: readonly Subscription[]
}

export interface FunctionDestinationOptions extends AnyDestinationOptions {
  name: string
  /** Its settings are those of the destination. */
  destinationFunction: FunctionOptions
}
