/** Runs a built destination function with nothing but globals that Segment documents. */
import { createContext, Script } from 'node:vm'
import type { SegmentEvent } from '@segment/actions-core'
import type { SettingValues } from '../../platforms/setting'
import type { BatchResult } from '../function/create-destination-function'

type Handler = (event: SegmentEvent, settings: SettingValues) => Promise<void>

export interface LoadedFunction {
  onTrack: Handler
  onIdentify: Handler
  onPage: Handler
  onScreen: Handler
  onGroup: Handler
  onDelete: Handler
  onBatch(events: SegmentEvent[], settings: SettingValues): Promise<BatchResult[]>
}

/** https://segment.com/docs/connections/functions/destination-functions/#errors-and-error-handling */
const ERRORS = ['RetryError', 'EventNotSupported', 'InvalidEventPayload', 'ValidationError']

/** The realm has JavaScript itself and these; no `process`, `AbortController` or `TextEncoder`. */
export function loadFunction(
  script: string,
  log: (line: string) => void = () => {},
): LoadedFunction {
  const errors = ERRORS.map((name) => [name, errorClass(name)])
  const context = createContext({
    ...Object.fromEntries(errors),
    fetch,
    URL,
    atob,
    setTimeout,
    clearTimeout,
    console: { log },
  })
  new Script(script).runInContext(context)
  return context as unknown as LoadedFunction
}

function errorClass(name: string): new (message: string) => Error {
  return class extends Error {
    override name = name
  }
}
