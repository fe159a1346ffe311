/** Tries settings of the source function on the last hundred items of webhooks, as one types. */
import { useEffect, useState } from 'preact/hooks'
import type { Preview } from '../../../insights/preview-settings'
import { postJson } from '../api'
import { EmptyState } from '../empty-state'
import { PreviewTable } from '../preview-table'
import { type Draft, SettingsForm, settingsOf } from '../settings-form'
import { usePaced } from '../use-paced'
import { useRecords } from '../use-records'
import type { ViewProps } from '../view-list'

const TYPING_MS = 150

export function PlaygroundView({ onTestEvent }: ViewProps) {
  const [draft, setDraft] = useState<Draft>({})
  const { preview, problem } = usePreview(draft)
  return (
    <div class="column">
      <div class="view-head">
        <h2>Filter and identity mapping</h2>
        <p class="muted">
          What other settings would make of the last hundred items. Nothing is sent; an empty field
          keeps the setting that is in force.
        </p>
      </div>
      <SettingsForm draft={draft} onChange={setDraft} problem={problem} />
      {preview === undefined ? null : preview.counts.items === 0 ? (
        <EmptyState title="No webhook to try them on yet">
          <button type="button" class="primary" onClick={onTestEvent}>
            Send a test event
          </button>
        </EmptyState>
      ) : (
        <PreviewTable preview={preview} />
      )}
    </div>
  )
}

function usePreview(draft: Draft): { preview?: Preview; problem?: string } {
  const version = usePaced(useRecords().version())
  const [answer, setAnswer] = useState<{ preview?: Preview; problem?: string }>({})
  useEffect(() => {
    let current = true
    const settings = settingsOf(draft)
    const timer = setTimeout(() => {
      postJson<Preview>('preview', { settings }).then(
        (preview) => current && setAnswer({ preview }),
        (error: Error) => current && setAnswer((last) => ({ ...last, problem: error.message })),
      )
    }, TYPING_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [draft, version])
  return answer
}
