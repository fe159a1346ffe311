/** The settings of the source function that decide what goes on, and as whom. */
import type { Draft } from './settings-draft'

export interface SettingsFormProps {
  draft: Draft
  /** What is in force, shown in fields that were not touched. */
  current: Draft
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
  { key: 'environments', label: 'Environments', hint: 'Such as production, staging-*' },
  {
    key: 'identityMapping',
    label: 'Identity mapping',
    hint: 'unit kind = userId, anonymousId or context.path; separated by commas',
  },
]
const FORMS = ['native', 'standard', 'both'] as const

export function SettingsForm({ draft, current, onChange, problem }: SettingsFormProps) {
  const textOf = (key: keyof Draft) => draft[key] ?? current[key] ?? ''
  return (
    <form class="settings" onSubmit={(event) => event.preventDefault()}>
      {FIELDS.map(({ key, label, hint }) => (
        <div key={key} class="field">
          <label for={`setting-${key}`}>{label}</label>
          <input
            id={`setting-${key}`}
            aria-describedby={`hint-${key}`}
            type="text"
            class="mono"
            autocomplete="off"
            spellcheck={false}
            value={textOf(key)}
            onInput={({ currentTarget }) => onChange({ ...draft, [key]: currentTarget.value })}
          />
          <small id={`hint-${key}`}>{hint}</small>
        </div>
      ))}
      <div class="field">
        <label for="setting-eventForm">Event form</label>
        <select
          id="setting-eventForm"
          aria-describedby="hint-eventForm"
          value={textOf('eventForm')}
          onChange={({ currentTarget }) => onChange({ ...draft, eventForm: currentTarget.value })}
        >
          <option value="">as it is</option>
          {FORMS.map((form) => (
            <option key={form} value={form}>
              {form}
            </option>
          ))}
        </select>
        <small id="hint-eventForm">
          The vendor’s own event, Segment’s A/B testing spec, or both
        </small>
      </div>
      {problem !== undefined && (
        <p class="failed" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}
