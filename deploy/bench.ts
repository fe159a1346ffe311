/** Sets up what apply works with, from what plan has found. */
import type { Bench } from './change'
import type { Clock } from './clock'
import type { Desired } from './desired'
import type { LocalState } from './local-state'
import type { Match } from './match-workspace'
import type { PublicApi } from './public-api/client'
import type { Remote } from './read-workspace'

export function createBench(
  parts: { api: PublicApi; clock: Clock; state: LocalState },
  desired: Desired,
  remote: Remote,
  match: Match,
): Bench {
  return {
    ...parts,
    project: desired.project,
    functions: new Map(match.functions),
    sourceIds: new Map(
      remote.sources.flatMap((it) => [
        [it.slug, it.id],
        [it.id, it.id],
      ]),
    ),
    destinationIds: new Map([...match.destinations].map(([key, it]) => [key, it.id])),
  }
}
