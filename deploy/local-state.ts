/**
 * What deploy remembers on this machine, and could do without: salted hashes of secrets, because
 * Segment shows them as dots, and the code that it uploaded, because version history is an alpha endpoint.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '../platforms/canonical-json'
import { isRecord } from '../platforms/is-record'
import { hashOf } from './function-code'

export interface LocalState {
  /** Is this the secret that was last sent? */
  compareSecret(name: string, value: unknown): 'same' | 'different' | 'unknown'
  rememberSecret(name: string, value: unknown): void
  rememberCode(functionKey: string, code: string): void
  /** What was uploaded, newest first. */
  codes(functionKey: string): string[]
}

interface StateFile {
  salt: string
  secrets: Record<string, string>
  /** Hashes, newest first. */
  codes: Record<string, string[]>
}

const MOST_CODES = 10

export function openLocalState(folder: string): LocalState {
  const path = join(folder, 'state.json')
  const state = readState(path)
  const save = () => writeAtomically(path, `${JSON.stringify(state, null, 2)}\n`)
  const codePath = (hash: string) => join(folder, 'code', `${hash}.js`)
  const digest = (value: unknown) =>
    createHmac('sha256', state.salt).update(canonicalJson(value)).digest('hex')

  return {
    compareSecret(name, value) {
      const known = state.secrets[name]
      if (known === undefined) return 'unknown'
      return known === digest(value) ? 'same' : 'different'
    },
    rememberSecret(name, value) {
      state.secrets[name] = digest(value)
      save()
    },
    rememberCode(functionKey, code) {
      const hash = hashOf(code)
      writeAtomically(codePath(hash), code)
      const older = (state.codes[functionKey] ?? []).filter((other) => other !== hash)
      state.codes[functionKey] = [hash, ...older].slice(0, MOST_CODES)
      save()
    },
    codes(functionKey) {
      return (state.codes[functionKey] ?? []).flatMap((hash) => textOf(codePath(hash)) ?? [])
    },
  }
}

function readState(path: string): StateFile {
  const text = textOf(path)
  const json: unknown = text === undefined ? {} : JSON.parse(text)
  const it = isRecord(json) ? json : {}
  return {
    salt: typeof it.salt === 'string' ? it.salt : randomBytes(16).toString('hex'),
    secrets: isRecord(it.secrets) ? (it.secrets as StateFile['secrets']) : {},
    codes: isRecord(it.codes) ? (it.codes as StateFile['codes']) : {},
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** A process that is killed leaves the old file or the new one, never half of one. */
function writeAtomically(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, text, { mode: 0o600 })
  renameSync(temporary, path)
}
