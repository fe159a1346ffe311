/** The text of a function's script: given, or in a file. */
import { readFileSync } from 'node:fs'
import type { FunctionOptions } from '../workspace-options'

export function readScript({ script, file }: FunctionOptions): string {
  if (script !== undefined) return script
  if (file !== undefined) return readFileSync(file, 'utf8')
  throw new Error('A function needs "script" or "file" (received: neither).')
}
