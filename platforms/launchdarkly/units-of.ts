/** The contexts that one of LaunchDarkly's events carries, in each of its shapes. */
import type { Unit } from '../exposure'
import { isRecord } from '../is-record'
import { textOf } from '../text-of'

type Fields = Record<string, unknown>

interface Units {
  /** `user` first, then by kind; an anonymous user is of kind `anonymousUser`, for the mapping. */
  units: Unit[]
  /** The context that was bucketed, of kind `user` even if it is anonymous. */
  bucketed?: Unit
}

const NOBODY: Units = { units: [] }

/**
 * An event does not say which context of a multi-context the experiment is randomised by, so
 * `contextKind` does: without it a single context, else the user.
 */
export function unitsOf(event: Fields, contextKind: string | undefined): Units {
  const contexts = contextsOf(event)
  if (contexts.length === 0) return NOBODY
  const only = contexts.length === 1 ? contexts[0]?.kind : undefined
  const wanted = contextKind ?? only ?? 'user'
  const rank = ({ kind }: Unit) => (kind === wanted ? 0 : kind === 'user' ? 1 : 2)
  if (contexts.length > 1) {
    contexts.sort((a, b) => rank(a) - rank(b) || (a.kind < b.kind ? -1 : 1))
  }
  const first = contexts[0]
  return {
    units: contexts.map(({ kind, id, anonymous }) => ({
      kind: anonymous && kind === 'user' ? 'anonymousUser' : kind,
      id,
    })),
    bucketed: first?.kind === wanted ? { kind: first.kind, id: first.id } : undefined,
  }
}

type Context = Unit & { anonymous: boolean }

function contextsOf(event: Fields): Context[] {
  if (isRecord(event.context)) return inlineContexts(event.context)
  if (isRecord(event.contextKeys)) {
    return Object.entries(event.contextKeys).flatMap(([kind, key]) => contextOf(kind, { key }))
  }
  // Before contexts: `userKey`, or the whole user in SDKs that inline it.
  const user = isRecord(event.user) ? event.user : { key: event.userKey }
  const anonymous = user.anonymous === true || event.contextKind === 'anonymousUser'
  return contextOf('user', { key: user.key, anonymous })
}

/** `{kind, key, ...}`, or `{kind: 'multi', <kind>: {key, ...}}`. */
function inlineContexts(context: Fields): Context[] {
  if (context.kind !== 'multi') return contextOf(textOf(context.kind) ?? 'user', context)
  return Object.entries(context).flatMap(([kind, inner]) =>
    isRecord(inner) ? contextOf(kind, inner) : [],
  )
}

function contextOf(kind: string, context: Fields): Context[] {
  const id = textOf(context.key)
  return id === undefined ? [] : [{ kind, id, anonymous: context.anonymous === true }]
}
