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
  let userId: string | undefined
  let anonymousId: string | undefined
  let context: Identity['context'] = NOTHING
  for (const { kind, id } of units) {
    const target = hasOwn(mapping, kind) ? mapping[kind] : undefined
    if (target === 'userId') userId ??= id
    else if (target === 'anonymousId') anonymousId ??= id
    else if (target !== undefined) {
      context = [...context, { path: target.split('.').slice(1), id }]
    }
  }
  if (given === undefined && userId !== undefined && anonymousId !== undefined) {
    const bucketedIsAnonymous = units[0] !== undefined && mapping[units[0].kind] === 'anonymousId'
    if (!bucketedIsAnonymous) anonymousId = undefined
  }
  return { userId, anonymousId, context }
}

const { hasOwn } = Object

const NOTHING: Identity['context'] = []
