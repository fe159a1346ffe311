/** Says in red which destinations are the real platforms and no stand-ins. */
import { useAnswer } from './use-answer'
import type { WorkspaceAnswer } from './workspace-answers'

export function LiveBanner() {
  const { value } = useAnswer<WorkspaceAnswer>('workspace')
  const live = value?.destinations.filter(({ standIn }) => standIn === null) ?? []
  if (live.length === 0) return null
  return (
    <p class="banner danger">
      Live: events go to the real {live.map(({ id }) => id).join(', ')} with the keys of your .env
      file.
    </p>
  )
}
