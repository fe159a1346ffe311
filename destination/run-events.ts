import type { Outcome } from '../platforms/outcome'
import type { EventsFace, Plan } from '../platforms/platform'
import type { ActionRun } from './experiment-action'

/** Requests under way at once where a face does not say. */
const CONCURRENCY = 4

/** Hands what is an event to the face, and puts its outcomes back among those decided before. */
export async function runEvents<Event extends object>(
  translated: readonly (Event | Outcome)[],
  plan: (events: readonly Event[]) => Plan,
  face: EventsFace,
  run: ActionRun,
): Promise<Outcome[]> {
  const outcomes: (Outcome | undefined)[] = []
  const events: Event[] = []
  const positions: number[] = []
  translated.forEach((item, index) => {
    if ('status' in item) {
      outcomes[index] = item
    } else {
      events.push(item)
      positions.push(index)
    }
  })
  const rules = { readResponse: face.readResponse, concurrency: face.concurrency ?? CONCURRENCY }
  const results = await run.execute(plan(events), events.length, rules)
  positions.forEach((index, i) => {
    outcomes[index] = results[i]
  })
  return outcomes as Outcome[]
}
