/** Settings of the source function as one types them, and as the function takes them. */

/** An absent field was not touched. */
export interface Draft {
  include?: string
  exclude?: string
  environments?: string
  identityMapping?: string
  eventForm?: string
}

const LISTS = ['include', 'exclude', 'environments'] as const

export function settingsOf(draft: Draft): Record<string, unknown> {
  const settings: Record<string, unknown> = {}
  for (const key of LISTS) if (draft[key] !== undefined) settings[key] = wordsOf(draft[key])
  if (draft.identityMapping !== undefined) {
    const pairs = wordsOf(draft.identityMapping).map((pair) => {
      const [kind = '', target = ''] = pair.split('=', 2)
      return [kind.trim(), target.trim()] as const
    })
    settings.identityMapping = Object.fromEntries(pairs)
  }
  if (draft.eventForm) settings.eventForm = draft.eventForm
  return settings
}

export function draftOf(settings: Readonly<Record<string, unknown>>): Draft {
  const draft: Draft = {}
  for (const key of LISTS) {
    const list = settings[key]
    if (Array.isArray(list)) draft[key] = list.join(', ')
  }
  const { identityMapping, eventForm } = settings
  if (typeof identityMapping === 'object' && identityMapping !== null) {
    const pairs = Object.entries(identityMapping).map(([kind, target]) => `${kind} = ${target}`)
    draft.identityMapping = pairs.join(', ')
  }
  if (typeof eventForm === 'string') draft.eventForm = eventForm
  return draft
}

function wordsOf(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
