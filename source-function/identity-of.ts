/** Puts an item's units where the identity mapping says. */
import type { Unit } from '../platforms/exposure'
import type { IdentityTarget } from '../platforms/platform'

export interface Identity {
  userId?: string
  anonymousId?: string
  /** Units that go to the context, by path below `context`. */
  context: readonly { path: readonly string[]; id: string }[]
}

/**
 * A mapping that the user gives is applied to every unit. The platform's own default puts a unit in
 * `anonymousId` only if that unit was bucketed or the item has no `userId`, because the vendors'
 * documented events carry one identity.
 */
export function identityOf(
  units: readonly Unit[],
  given: Readonly<Record<string, IdentityTarget>> | undefined,
  defaults: Readonly<Record<string, IdentityTarget>>,
): Identity {
  const mapping = given ?? defaults
  const found: { -readonly [K in keyof Identity]: Identity[K] } = { context: [] }
  const context: { path: string[]; id: string }[] = []
  for (const { kind, id } of units) {
    const target = Object.hasOwn(mapping, kind) ? mapping[kind] : undefined
    if (target === 'userId') found.userId ??= id
    else if (target === 'anonymousId') found.anonymousId ??= id
    else if (target !== undefined) context.push({ path: target.split('.').slice(1), id })
  }
  const bucketedIsAnonymous = units[0] !== undefined && mapping[units[0].kind] === 'anonymousId'
  if (given === undefined && found.userId !== undefined && !bucketedIsAnonymous) {
    delete found.anonymousId
  }
  found.context = context
  return found
}
