import { readFileSync } from 'node:fs'

/** One id a line; blank lines and a byte order mark are not ids, and an id counts once. */
export function readIds(file: string): Set<string> {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  const ids = text.split(/\r?\n/).map((line) => line.trim())
  return new Set(ids.filter((id) => id !== ''))
}
