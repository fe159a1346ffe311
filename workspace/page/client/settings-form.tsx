/** The settings of the source function that decide what goes on, and as whom. */
export interface Draft {
  include?: string
  exclude?: string
  environments?: string
  identityMapping?: string
  eventForm?: string
}

export interface SettingsFormProps {
  draft: Draft
  onChange(draft: Draft): void
  /** Why the settings cannot work. */
  problem: string | undefined
}

const FIELDS: readonly { key: keyof Draft; label: string; hint: string }[] = [
  {
    key: 'include',
    label: 'Include',
    hint: 'exposures, changes, pages, events, or names with *; separated by commas',
  },
  { key: 'exclude', label: 'Exclude', hint: 'The same words; wins over include' },
  { key: 'environments', label: 'Environments', hint: 'production, staging-*' },
  {
    key: 'identityMapping',
    label: 'Identity mapping',
    hint: 'unit kind = userId, anonymousId or context.path; one a line or separated by commas',
  },
]
const FORMS = ['native', 'standard', 'both'] as const

/** @returns the settings as the source function takes them; empty fields are left out. */
export function settingsOf(draft: Draft): Record<string, unknown> {
  const words = (text = '') =>
    text
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== '')
  const lists = (['include', 'exclude', 'environments'] as const)
    .map((key) => [key, words(draft[key])] as const)
    .filter(([, list]) => list.length > 0)
  const mapping = words(draft.identityMapping).map((pair) => {
    const [kind = '', target = ''] = pair.split('=', 2)
    return [kind.trim(), target.trim()] as const
  })
  return {
    ...Object.fromEntries(lists),
    ...(mapping.length === 0 ? {} : { identityMapping: Object.fromEntries(mapping) }),
    ...(draft.eventForm ? { eventForm: draft.eventForm } : {}),
  }
}

export function SettingsForm({ draft, onChange, problem }: SettingsFormProps) {
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      {FIELDS.map(({ key, label, hint }) => (
        <label key={key}>
          <span>{label}</span>
          <input
            type="text"
            class="mono"
            autocomplete="off"
            spellcheck={false}
            value={draft[key] ?? ''}
            onInput={({ currentTarget }) => onChange({ ...draft, [key]: currentTarget.value })}
          />
          <small>{hint}</small>
        </label>
      ))}
      <label>
        <span>Event form</span>
        <select
          value={draft.eventForm ?? ''}
          onChange={({ currentTarget }) => onChange({ ...draft, eventForm: currentTarget.value })}
        >
          <option value="">as it is</option>
          {FORMS.map((form) => (
            <option key={form} value={form}>
              {form}
            </option>
          ))}
        </select>
        <small>The vendor’s own event, Segment’s A/B testing spec, or both</small>
      </label>
      {problem !== undefined && (
        <p class="failed" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}
