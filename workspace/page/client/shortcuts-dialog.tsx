/** What the keyboard can do. */
import { Dialog } from './dialog'

const SHORTCUTS = [
  ['/', 'Search'],
  ['↑ ↓', 'Go through the list; also Page up, Page down, Home, End'],
  ['Enter', 'Open the event that the list is on'],
  ['Esc', 'Close what is open'],
  ['?', 'Show this'],
] as const

export function ShortcutsDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl class="shortcuts">
        {SHORTCUTS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
