/** An exposure on its way through the plugin: heard, sent, accepted. */
import type { Exposure, Unit } from '../platforms/exposure'
import type { NativeTrack } from '../platforms/platform'
import type { SegmentCall } from './segment-calls'

export interface Sighting extends Omit<Exposure, 'unit'> {
  /** What the SDK bucketed; the visitor's anonymous id if the SDK does not say. */
  unit?: Unit
  /** Segment's anonymous id when the variation was seen; unknown until analytics has loaded. */
  visitor?: string
  /** The vendor's own Segment call, where it documents one. */
  native?: NativeTrack
  /** The browser session, where the frequency asks for it. */
  session?: string
  /**
   * `first`: the visitor had not seen this variation. `changed`: the unit had seen another variation of
   * the same experiment. Decided when it is first sent.
   */
  view?: { first: boolean; changed: true | undefined }
  /** The calls that are in the hands of analytics. Not stored. */
  calls?: readonly SegmentCall[]
  /** The key under which it waits in storage. Not stored. */
  key: string
}

/** The latest sighting of each experiment and unit. Replaced, never changed. */
export type Sightings = Readonly<Record<string, Sighting>>
