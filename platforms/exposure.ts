/** The one vocabulary that every platform is translated to and from. */

/** What was bucketed. It is carried unchanged from the exposure to conversions and audiences. */
export interface Unit {
  /** `user`, `anonymous`, `userID`, `stableID`, `visitorCode`, or any kind the platform knows. */
  kind: string
  id: string
}

export type ExposureKind = 'experiment' | 'flag' | 'configuration'

/** A unit saw a variation. */
export interface Exposure {
  /** Platform id, as in `platforms/index.ts`. */
  platform: string
  kind: ExposureKind
  experimentId: string
  experimentName?: string
  variationId: string
  variationName?: string
  unit: Unit
  /** When the platform evaluated it, ms since 1970 UTC. */
  timeMs: number
  environment?: string
  /** Previews, overrides and QA evaluations: held back unless asked for. */
  isTest?: boolean
  /** The platform's own id of this event. */
  eventId?: string
  /** Version of the experiment or flag that was evaluated. */
  version?: string
}

/** An experiment or flag was started, changed or stopped. */
export interface Change {
  platform: string
  kind: ExposureKind
  action: 'started' | 'changed' | 'stopped'
  experimentId: string
  experimentName?: string
  description?: string
  /** Who did it, in the platform's console. An e-mail address is only passed on when asked for. */
  actor?: { id?: string; name?: string; email?: string }
  environment?: string
  timeMs: number
  eventId?: string
}
