/** The event filter: which items are held back, and why. */
import { matchesGlob } from '../platforms/matches-glob'
import { dropped, type Outcome } from '../platforms/outcome'
import type { WebhookItem } from '../platforms/platform'
import type { SourceSettings } from './read-settings'

type Filter = Pick<SourceSettings, 'include' | 'exclude' | 'environments'>

/** The token of `environments` that lets previews and overrides through. */
const PREVIEW = 'preview'

export function holdBack(item: WebhookItem, filter: Filter): Outcome | undefined {
  const { include, exclude, environments } = filter
  if (include.length + exclude.length + environments.length === 0) {
    return item.isTest ? dropped('TEST') : undefined
  }
  const words = [...categoriesOf(item), ...item.names]
  if (include.length > 0 && !matchesAny(include, words)) return dropped('FILTERED', 'include')
  if (matchesAny(exclude, words)) return dropped('FILTERED', 'exclude')
  return holdBackByEnvironment(item, environments)
}

function holdBackByEnvironment(
  item: WebhookItem,
  environments: readonly string[],
): Outcome | undefined {
  const places = [item.environment, item.project].filter((place) => place !== undefined)
  const named = matchesAny(environments, places)
  if (item.isTest && !named && !environments.includes(PREVIEW)) return dropped('TEST')
  const wanted = environments.filter((environment) => environment !== PREVIEW)
  if (wanted.length > 0 && places.length > 0 && !named) return dropped('FILTERED', 'environments')
  return undefined
}

function categoriesOf(item: WebhookItem): string[] {
  if (item.kind === 'conversion') return ['events']
  if (item.kind === 'exposure') {
    return item.exposureKind === undefined
      ? ['exposures']
      : ['exposures', `exposures:${item.exposureKind}`]
  }
  return [`${item.kind}s`]
}

function matchesAny(patterns: readonly string[], words: readonly string[]): boolean {
  return patterns.some((pattern) => words.some((word) => matchesGlob(pattern, word)))
}
