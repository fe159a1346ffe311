/** What the plugin is told, and what it counts. */
import type { Exposure } from '../platforms/exposure'
import type { DropReason } from '../platforms/outcome'
import type { SegmentEvent } from './analytics'
import type { ConsentPredicate } from './consent'

export interface EnrichOptions {
  /**
   * Which events: names of track events and pages, the types `page`, `identify` and `group`, or a
   * predicate. No other event pays for it.
   */
  events: readonly string[] | ((event: SegmentEvent) => boolean)
  /**
   * `array` (default): `[{experiment_id, variation_id}]`, one warehouse column for ever.
   * `map`: `{[experimentId]: variationId}`. `list`: `['experimentId=variationId']`.
   */
  shape?: 'array' | 'map' | 'list'
  /** How long after its exposure an experiment is put on events, ms. Without it: for ever. */
  windowMs?: number
  /** At most this many experiments on an event, the latest first. Default 20. */
  max?: number
}

export interface ExperimentsOptions {
  /** The vendor's own event where it documents one (default), Segment's `Experiment Viewed`, or both. */
  eventForm?: 'native' | 'standard' | 'both'
  /** How often an exposure of one variation is sent. `every` marks the first. Default `once`. */
  frequency?: 'once' | 'session' | 'every'
  /** Which events carry the visitor's experiments. None without it. */
  enrich?: false | EnrichOptions
  /**
   * May the visitor's experiments be stored and sent, given the context of an event? `false` holds
   * them until it may, `'discard'` drops them. Before the first event it is asked with `{}`.
   * Without it, a `context.consent` in which every category is refused holds them.
   */
  consent?: ConsentPredicate
  /** Keeps the message ids and the stored state of two sources on one site apart. */
  messageIdScope?: string
  /** Sends previews and overrides too. */
  includeTests?: boolean
}

/** An exposure by hand. Without a unit it is the visitor, by Segment's anonymous id. */
export type ExposeInput = Pick<Exposure, 'experimentId' | 'variationId'> & Partial<Exposure>

export interface Counters {
  /** Evaluations that were heard, exposures or not, and exposures left over from an earlier page. */
  seen: number
  /** Exposures handed to analytics. */
  sent: number
  /** Exposures that Segment accepted. */
  accepted: number
  /** `REFUSED`: Segment answered that it will never accept it. */
  dropped: Partial<Record<DropReason | 'REFUSED', number>>
  /** Exposures of a unit that had seen another variation of the same experiment. */
  conflicts: number
  /** Experiments left off events because of `enrich.max`. */
  capped: number
}
