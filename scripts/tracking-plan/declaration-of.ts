import type { EventDeclaration } from '../../platforms/event-declaration'
import { matchesGlob } from '../../platforms/matches-glob'

/** The declaration that a call falls under: by its name, else by the pattern that it matches. */
export function declarationOf(
  call: { type: string; event?: string },
  declarations: readonly EventDeclaration[],
): EventDeclaration | undefined {
  const ofType = declarations.filter(({ type }) => type === call.type)
  return (
    ofType.find(({ event, matches }) => event === call.event && matches === undefined) ??
    ofType.find(({ matches }) => matches !== undefined && matchesGlob(matches, call.event ?? ''))
  )
}
