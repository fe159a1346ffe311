/** A table that scrolls by itself where the page is narrow. */
import type { ComponentChildren } from 'preact'

export interface ScrollTableProps {
  /** What the table shows, for those who do not see it. */
  label: string
  head: ComponentChildren
  /** Rows. */
  children: ComponentChildren
}

export function ScrollTable({ label, head, children }: ScrollTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="table-scroll" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
