/** The words of Statsig's configuration-change webhook, in ours. */
import type { Change, ExposureKind } from '../exposure'
import { textOf } from '../text-of'

export function changeKindOf(type: unknown): ExposureKind {
  const text = textOf(type)?.toLowerCase() ?? ''
  if (text.includes('experiment')) return 'experiment'
  return text.includes('gate') ? 'flag' : 'configuration'
}

/** Statsig documents `created` and `updated` and says that its list is not exhaustive. */
export function actionOf(action: unknown): Change['action'] {
  const text = textOf(action)?.toLowerCase() ?? ''
  if (text === 'started' || text === 'launched') return 'started'
  const over = ['stopped', 'deleted', 'archived', 'abandoned', 'shipped', 'disabled']
  return over.includes(text) ? 'stopped' : 'changed'
}
