/** Puts the experiments that a visitor is in on the events that are asked for. */
import type { SegmentEvent } from './analytics'
import type { Counters, EnrichOptions } from './options'
import type { Sighting, Sightings } from './sighting'

export function createEnrichment(
  { events, shape, windowMs = Infinity, max = 20 }: EnrichOptions,
  counters: Counters,
): (event: SegmentEvent, seen: Sightings) => void {
  const wants =
    typeof events === 'function'
      ? events
      : ({ type, event, name }: SegmentEvent) =>
          [type, event, name].some((text) => events.includes(text as string))
  let from: Sightings | undefined
  let visitor: SegmentEvent['anonymousId']
  let enrolled: Sighting[] = []

  /** The latest variation of each experiment that the visitor is in, the latest first. */
  const prepare = (seen: Sightings) => {
    const latest = Object.values(seen)
      .filter((sighting) => sighting.kind === 'experiment' && sighting.visitor === visitor)
      .sort((a, b) => b.timeMs - a.timeMs)
      .filter(({ experimentId }, index, all) => {
        return all.findIndex((other) => other.experimentId === experimentId) === index
      })
    counters.capped += latest.splice(max).length
    return latest
  }

  return (event, seen) => {
    const { anonymousId, userId } = event
    const context = event.context as Record<string, unknown> | undefined
    if (context?.experiments || !wants(event)) return
    if (from !== seen || visitor !== anonymousId) {
      from = seen
      visitor = anonymousId
      enrolled = prepare(seen)
    }
    const live = enrolled.filter(({ timeMs }) => timeMs + windowMs > Date.now())
    if (!live[0]) return
    const units: Record<string, string> = {}
    for (const { unit } of live) {
      if (unit && ![userId, anonymousId].includes(unit.id)) units[unit.kind] = unit.id
    }
    // A new object: the old one may be the caller's own.
    event.context = {
      ...context,
      experiments:
        shape === 'map'
          ? Object.fromEntries(live.map((s) => [s.experimentId, s.variationId]))
          : live.map((s) =>
              shape === 'list'
                ? `${s.experimentId}=${s.variationId}`
                : { experiment_id: s.experimentId, variation_id: s.variationId },
            ),
      ...(Object.keys(units)[0] && { experiment_units: units }),
    }
  }
}
