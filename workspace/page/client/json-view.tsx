/** A value as indented, coloured JSON. Long ones are shown in part until one asks for the rest. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { CopyButton } from './copy-button'

const SHOWN_CHARACTERS = 12_000

export interface JsonViewProps {
  /** What it is, for assistive technology. */
  label: string
  /** A text is read as JSON if it is any, else shown as it is. */
  value: unknown
  /** A text to point out, such as the id of one event among many, and to begin with in sight. */
  mark?: string | undefined
}

export function JsonView({ label, value, mark }: JsonViewProps) {
  const box = useRef<HTMLElement>(null)
  const [whole, setWhole] = useState(false)
  const text = format(value)
  useMarkInSight(box, mark)
  const from = whole ? 0 : beginning(text, mark)
  const shown = whole ? text : text.slice(from, from + SHOWN_CHARACTERS)
  return (
    <div class="json">
      <CopyButton text={text} what={label} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section ref={box} class="scroll" tabIndex={0} aria-label={label}>
        <pre>
          {from > 0 && '…\n'}
          {coloured(shown, mark)}
        </pre>
      </section>
      {shown.length < text.length && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          Show all {text.length.toLocaleString()} characters
        </button>
      )}
    </div>
  )
}

/** Where to begin so that the mark is within what is shown: at the start of a line. */
function beginning(text: string, mark: string | undefined): number {
  const at = mark === undefined ? -1 : text.indexOf(JSON.stringify(mark))
  if (at < SHOWN_CHARACTERS) return 0
  return text.lastIndexOf('\n', at - SHOWN_CHARACTERS / 2) + 1
}

/** Scrolls the box and nothing around it. */
function useMarkInSight(box: { current: HTMLElement | null }, mark: string | undefined): void {
  useEffect(() => {
    const marked = box.current?.querySelector<HTMLElement>('.marked')
    if (mark === undefined || !box.current || !marked) return
    const { clientHeight } = box.current
    if (marked.offsetTop > clientHeight) box.current.scrollTop = marked.offsetTop - clientHeight / 2
  }, [box, mark])
}

function format(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2) ?? ''
  try {
    return JSON.stringify(JSON.parse(value), null, 2)
  } catch {
    return value
  }
}

const TOKEN =
  /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g

function coloured(text: string, mark: string | undefined): ComponentChildren[] {
  const parts: ComponentChildren[] = []
  let from = 0
  for (const match of text.matchAll(TOKEN)) {
    const [token, string, colon, word] = match
    parts.push(text.slice(from, match.index))
    if (colon !== undefined) parts.push(<span class="key">{string}</span>, colon)
    else {
      const kind = string !== undefined ? 'string' : word !== undefined ? 'word' : 'number'
      const marked = mark !== undefined && token === JSON.stringify(mark)
      parts.push(<span class={marked ? `${kind} marked` : kind}>{token}</span>)
    }
    from = match.index + token.length
  }
  parts.push(text.slice(from))
  return parts
}
