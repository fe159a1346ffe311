/** What a workspace consists of, before it listens. */
import { type Activity, createActivity } from './activity'
import { type Clock, createClock } from './clock'
import { createFunctionSources, type FunctionSources } from './functions/function-sources'
import { createKeptRequests, type KeptRequests } from './functions/kept-requests'
import { createLiveStream, type LiveStream } from './live-stream'
import { createPipeline, type Pipeline } from './pipeline'
import { createRedactor, type Redactor } from './redact'
import { createSources, type Sources } from './sources'
import { createStandInPlatforms, type StandInPlatforms } from './stand-ins/stand-in-platforms'
import { createLmdbStore } from './store/lmdb-store'
import { createMemoryStore } from './store/memory-store'
import type { Store } from './store/store'
import type { WorkspaceOptions } from './workspace-options'

export interface Parts {
  clock: Clock
  store: Store
  stream: LiveStream
  activity: Activity
  pipeline: Pipeline
  sources: Sources
  functions: FunctionSources
  keptRequests: KeptRequests
  redactor: Redactor
  platforms: StandInPlatforms
}

const DEFAULT_TIME_SCALE = 1000

export function createParts(options: WorkspaceOptions): Parts {
  const { dataFolder } = options
  const clock = createClock(options.timeScale ?? DEFAULT_TIME_SCALE)
  const store = dataFolder === undefined ? createMemoryStore() : createLmdbStore(dataFolder)
  const stream = createLiveStream()
  const activity = createActivity()
  const platforms = createStandInPlatforms(store, clock)
  const pipeline = createPipeline({
    store,
    stream,
    clock,
    activity,
    nextFault: platforms.faults.nextForEvent,
    noted: platforms.answered.noted,
  })
  const sources = createSources()
  return {
    clock,
    store,
    stream,
    activity,
    pipeline,
    sources,
    functions: createFunctionSources(sources, clock, options.mode ?? 'deployed'),
    keptRequests: createKeptRequests(),
    redactor: createRedactor(),
    platforms,
  }
}
