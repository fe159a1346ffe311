/** Does `pattern`, in which `*` stands for any characters, match the whole of `text`? */
export function matchesGlob(pattern: string, text: string): boolean {
  const parts = pattern.split('*')
  const first = parts[0] ?? ''
  if (parts.length === 1) return text === pattern
  if (!text.startsWith(first)) return false
  const last = parts[parts.length - 1] ?? ''
  let from = first.length
  // Leftmost matches are enough, and keep this linear where a regular expression could backtrack.
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return text.length - last.length >= from && text.endsWith(last)
}
