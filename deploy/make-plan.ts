/** The difference between the declaration and the workspace, as an ordered list of changes. */
import type { Change, Finding, PlanContext, PlanOptions } from './change'
import { destinationChanges } from './changes/destination-changes'
import { functionChanges } from './changes/function-changes'
import { sourceChanges } from './changes/source-changes'
import type { Desired } from './desired'
import type { LocalState } from './local-state'
import { type Match, matchWorkspace } from './match-workspace'
import { deletionsOf, ownedBy } from './owned'
import type { Remote } from './read-workspace'

export interface Plan {
  changes: Change[]
  findings: Finding[]
  match: Match
}

export function makePlan(
  desired: Desired,
  remote: Remote,
  state: LocalState,
  options: PlanOptions = {},
): Plan {
  const { match, findings } = matchWorkspace(desired, remote, options)
  const context: PlanContext = { desired, remote, match, state, options, findings }
  const functions = functionChanges(context)
  const saved = functions.filter((it) => it.changesBehaviour).map((it) => it.functionKey)
  const changes = [
    ...functions,
    ...sourceChanges(context, new Set(saved)),
    ...destinationChanges(context),
    ...undeclared(context),
  ]
  // Array.prototype.sort is stable: within a phase the declaration's order stays.
  return { changes: changes.sort((a, b) => a.phase - b.phase), findings, match }
}

/** What we made and the declaration no longer names. */
function undeclared({ desired, remote, match, options, findings }: PlanContext): Change[] {
  const owned = ownedBy(desired.project, remote)
  const orphans = {
    functions: owned.functions.filter((it) => !has(match.functions, it.id)),
    sources: owned.sources.filter((it) => !has(match.sources, it.id)),
    destinations: owned.destinations.filter((it) => !has(match.destinations, it.id)),
  }
  if (options.prune === true) {
    const deletions = deletionsOf(orphans, remote)
    findings.push(...deletions.findings)
    return deletions.changes
  }
  findings.push(
    ...orphans.functions.map((it) => undeclaredNote('function', it.displayName)),
    ...orphans.sources.map((it) => undeclaredNote('source', it.name)),
    ...orphans.destinations.map((it) => undeclaredNote('destination', it.name)),
  )
  return []
}

function has(matched: ReadonlyMap<string, { id: string }>, id: string): boolean {
  return [...matched.values()].some((it) => it.id === id)
}

function undeclaredNote(what: string, name: string): Finding {
  return {
    level: 'note',
    code: 'UNDECLARED',
    message: `${what} "${name}" carries our mark and is not in the declaration any more. --prune deletes it.`,
  }
}
