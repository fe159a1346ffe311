/** Shows how source functions run, and changes it. */
import { useState } from 'preact/hooks'
import { postJson } from './api'
import { useTry } from './notices'
import { useAnswer } from './use-answer'
import type { WorkspaceAnswer } from './workspace-answers'

const MODES = [
  { id: 'deployed', title: 'Keys alphabetised, cache kept, retries: as Segment runs it' },
  { id: 'tester', title: 'Body as sent, empty cache, 4 KB log: as the editor runs it' },
] as const

export function HostMode() {
  const { value } = useAnswer<WorkspaceAnswer>('workspace')
  const [chosen, setChosen] = useState<WorkspaceAnswer['mode']>()
  const attempt = useTry()
  const choose = (mode: WorkspaceAnswer['mode']) =>
    attempt(async () => {
      setChosen(mode)
      await postJson('mode', { mode })
      return { text: `Source functions now run as in ${mode} mode.` }
    })
  return (
    <fieldset class="choice">
      <legend class="hidden">How source functions run</legend>
      {MODES.map(({ id, title }) => (
        <label key={id} title={title}>
          <input
            type="radio"
            name="mode"
            checked={(chosen ?? value?.mode) === id}
            onChange={() => choose(id)}
          />
          <span>{id}</span>
        </label>
      ))}
    </fieldset>
  )
}
