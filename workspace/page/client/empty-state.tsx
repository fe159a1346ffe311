/** What a view says while there is nothing to show: what will be here, and what to do for it. */
import type { ComponentChildren } from 'preact'

export interface EmptyStateProps {
  title: string
  children?: ComponentChildren
  /** Offers a test event, where one would end the emptiness. */
  onTestEvent?: () => void
}

export function EmptyState({ title, children, onTestEvent }: EmptyStateProps) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
      {onTestEvent !== undefined && (
        <button type="button" class="primary" onClick={onTestEvent}>
          Send a test event
        </button>
      )}
    </div>
  )
}
