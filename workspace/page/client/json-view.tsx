/** A value as indented, coloured JSON. Long ones are shown in part until one asks for the rest. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { CopyButton } from './copy-button'

const SHOWN_CHARACTERS = 12_000

export interface JsonViewProps {
  /** What it is, for assistive technology. */
  label: string
  /** A text is read as JSON if it is any, else shown as it is. */
  value: unknown
}

export function JsonView({ label, value }: JsonViewProps) {
  const [whole, setWhole] = useState(false)
  const text = format(value)
  const shown = whole ? text : text.slice(0, SHOWN_CHARACTERS)
  return (
    <div class="json">
      <CopyButton text={text} what={label} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section class="scroll" tabIndex={0} aria-label={label}>
        <pre>{coloured(shown)}</pre>
      </section>
      {shown.length < text.length && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          Show all {text.length.toLocaleString()} characters
        </button>
      )}
    </div>
  )
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

function coloured(text: string) {
  const parts: ComponentChildren[] = []
  let from = 0
  for (const match of text.matchAll(TOKEN)) {
    const [token, string, colon, word] = match
    parts.push(text.slice(from, match.index))
    if (colon !== undefined) parts.push(<span class="key">{string}</span>, colon)
    else {
      const kind = string !== undefined ? 'string' : word !== undefined ? 'word' : 'number'
      parts.push(<span class={kind}>{token}</span>)
    }
    from = match.index + token.length
  }
  parts.push(text.slice(from))
  return parts
}
