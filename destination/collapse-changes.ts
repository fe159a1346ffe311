/** What is left of a batch of memberships: one change for each list and unit. */

export interface MembershipChange {
  /** Position in the batch. */
  index: number
  listId: string
  listName?: string
  unitKind: string
  unitId: string
  member: boolean
  timeMs: number
}

export interface CollapsedChange {
  unitId: string
  member: boolean
  timeMs: number
  /** Positions that say the same as the newest: they share its outcome. */
  agreeing: number[]
}

export interface CollapsedList {
  listId: string
  listName?: string
  unitKind: string
  changes: CollapsedChange[]
}

export interface Collapsed {
  lists: CollapsedList[]
  /** Positions that say the opposite of something newer. */
  superseded: number[]
}

/** The latest event time decides, whatever the order of arrival; at the same time, the last to arrive. */
export function collapseChanges(changes: readonly MembershipChange[]): Collapsed {
  const lists = new Map<string, { list: CollapsedList; units: Map<string, MembershipChange[]> }>()
  for (const change of changes) {
    const key = JSON.stringify([change.listId, change.unitKind])
    let entry = lists.get(key)
    if (entry === undefined) {
      const { listId, listName, unitKind } = change
      entry = { list: { listId, listName, unitKind, changes: [] }, units: new Map() }
      lists.set(key, entry)
    }
    const unit = entry.units.get(change.unitId)
    if (unit === undefined) entry.units.set(change.unitId, [change])
    else unit.push(change)
  }
  const superseded: number[] = []
  for (const { list, units } of lists.values()) {
    for (const [unitId, said] of units) {
      const newest = said.reduce((best, change) => (change.timeMs >= best.timeMs ? change : best))
      const { member, timeMs } = newest
      const agreeing: number[] = []
      for (const change of said) {
        const into = change.member === member ? agreeing : superseded
        into.push(change.index)
      }
      list.changes.push({ unitId, member, timeMs, agreeing })
    }
  }
  return { lists: [...lists.values()].map(({ list }) => list), superseded }
}
