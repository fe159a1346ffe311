/** What a view says while there is nothing to show: what will be here, and what to do for it. */
import type { ComponentChildren } from 'preact'

export interface EmptyStateProps {
  title: string
  children?: ComponentChildren
}

export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  )
}
