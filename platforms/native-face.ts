import type { Exposure, Unit } from './exposure'
import type { DropReason } from './outcome'
import type { OutgoingEvent } from './platform'

/**
 * A vendor's own exposure events in Segment, read back: the inverse of its native form. One file,
 * `native.ts`, for each vendor that has one, in the list of `native-faces.ts`.
 */
export interface NativeFace {
  /** Platform id, as exposures have it. */
  platform: string
  /** How the events are told from a customer's own. */
  forms: readonly NativeForm[]
  /** What one of them says, or why nobody saw anything. */
  exposureOf(event: NativeEvent): SeenExposure | DropReason
}

export interface NativeForm {
  /** Name of the event; `*` at one place for any characters, where part of it is somebody's choice. */
  event: string
  /** Properties that it has: `true` for any value, or the text that the value is. */
  properties?: Readonly<Record<string, string | true>>
}

export type NativeEvent = Pick<
  OutgoingEvent,
  'name' | 'userId' | 'anonymousId' | 'properties' | 'context'
>

export type SeenExposure = Pick<
  Exposure,
  'kind' | 'experimentId' | 'experimentName' | 'variationId' | 'variationName' | 'version'
> & {
  /** Where the form says what was bucketed. */
  unit?: Unit
}
