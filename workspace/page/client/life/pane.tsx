/** One of the three panes of a life. */
import type { ComponentChildren } from 'preact'

export interface PaneProps {
  step: number
  title: string
  children: ComponentChildren
}

export function Pane({ step, title, children }: PaneProps) {
  const id = `pane-${step}`
  return (
    <section class="pane" aria-labelledby={id}>
      <h3 id={id}>
        <span class="step" aria-hidden="true">
          {step}
        </span>
        {title}
      </h3>
      {children}
    </section>
  )
}
