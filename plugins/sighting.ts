/** An exposure on its way through the plugin: heard, sent, accepted. */
import type { Exposure, Unit } from '../platforms/exposure'
import type { BrowserCall } from '../platforms/platform'

export interface Sighting extends Omit<Exposure, 'unit'> {
  /** What the SDK bucketed; the visitor's anonymous id if the SDK does not say. */
  unit?: Unit
  /** Segment's anonymous id when the variation was seen; unknown until analytics has loaded. */
  visitor?: string
  /** The vendor's own Segment call, where it documents one. */
  native?: BrowserCall
  /** The browser session, where the frequency asks for it. */
  session?: string
  /** The first time that the visitor saw this variation. */
  first?: boolean
  /** The unit saw another variation of the same experiment before. */
  changed?: boolean
  /** The key under which it waits in storage. */
  stored?: string
}

/** The latest sighting of each experiment and unit. Replaced, never changed. */
export type Sightings = Readonly<Record<string, Sighting>>
