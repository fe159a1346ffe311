/** Tries settings of the source function on the last hundred items of webhooks, as one types. */
import { useEffect, useState } from 'preact/hooks'
import type { Preview } from '../../../insights/preview-settings'
import { postJson } from '../api'
import { EmptyState } from '../empty-state'
import { useTry } from '../notices'
import { PreviewTable } from '../preview-table'
import { type Draft, draftOf, settingsOf } from '../settings-draft'
import { SettingsForm } from '../settings-form'
import { useAnswer } from '../use-answer'
import { usePaced } from '../use-paced'
import { useRecords } from '../use-records'
import type { ViewProps } from '../view-list'
import type { WorkspaceAnswer } from '../workspace-answers'

const TYPING_MS = 150

export function PlaygroundView({ onTestEvent }: ViewProps) {
  const { value: workspace } = useAnswer<WorkspaceAnswer>('workspace')
  const sources = workspace?.sources.filter(({ webhookUrl }) => webhookUrl !== undefined) ?? []
  const [chosen, setChosen] = useState<string>()
  const sourceId = chosen ?? sources[0]?.id
  return (
    <div class="column">
      <div class="view-head">
        <h2>Filter and identity mapping</h2>
        <p class="muted">
          What other settings would make of the last hundred items of a webhook. Nothing is sent.
        </p>
        {sources.length > 1 && (
          <select
            aria-label="Source"
            value={sourceId}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          >
            {sources.map(({ id }) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        )}
      </div>
      {sourceId !== undefined && (
        <Trial key={sourceId} sourceId={sourceId} onTestEvent={onTestEvent} />
      )}
    </div>
  )
}

function Trial({ sourceId, onTestEvent }: { sourceId: string; onTestEvent(): void }) {
  const [draft, setDraft] = useState<Draft>({})
  const [applied, setApplied] = useState(0)
  const path = `settings/${encodeURIComponent(sourceId)}`
  const { value } = useAnswer<{ settings: Record<string, unknown> }>(path, applied)
  const { preview, problem } = usePreview(sourceId, draft, applied)
  const attempt = useTry()
  const untouched = Object.keys(settingsOf(draft)).length === 0
  const apply = () =>
    attempt(async () => {
      await postJson(path, { settings: settingsOf(draft) })
      setDraft({})
      setApplied(applied + 1)
      return { text: `${sourceId} runs with these settings until the workspace ends.` }
    })
  return (
    <>
      <SettingsForm
        draft={draft}
        current={draftOf(value?.settings ?? {})}
        onChange={setDraft}
        problem={problem}
      />
      <div class="buttons">
        <button
          type="button"
          class="primary"
          disabled={untouched || problem !== undefined}
          onClick={apply}
        >
          Use these settings
        </button>
        <button type="button" disabled={untouched} onClick={() => setDraft({})}>
          Undo
        </button>
      </div>
      {preview !== undefined && preview.counts.items > 0 && <PreviewTable preview={preview} />}
      {preview?.counts.items === 0 && (
        <EmptyState title="No webhook to try them on yet" onTestEvent={onTestEvent}>
          <p>Send one to {sourceId}, and see here what becomes of its items.</p>
        </EmptyState>
      )}
    </>
  )
}

function usePreview(
  sourceId: string,
  draft: Draft,
  applied: number,
): { preview?: Preview; problem?: string } {
  const version = usePaced(useRecords().version())
  const [answer, setAnswer] = useState<{ preview?: Preview; problem?: string }>({})
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      postJson<Preview>('preview', { sourceId, settings: settingsOf(draft) }).then(
        (preview) => current && setAnswer({ preview }),
        (error: Error) => current && setAnswer((last) => ({ ...last, problem: error.message })),
      )
    }, TYPING_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [sourceId, draft, version, applied])
  return answer
}
