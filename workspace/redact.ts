/** Takes secrets out of what the workspace keeps and shows. */

export const HIDDEN = '•••'

const SECRET_HEADERS =
  /^(authorization|cookie|x-webhook-token|.*(api-?key|token|secret|signature).*)$/i
const SECRET_PARAMETERS = /^(token|k|key|secret|.*(api-?key|token|secret).*)$/i

/** Shorter values would hide parts of ordinary words. */
const MIN_SECRET_LENGTH = 6

export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SECRET_HEADERS.test(name) ? HIDDEN : value,
    ]),
  )
}

export function redactUrl(url: string): string {
  const parsed = new URL(url)
  for (const name of [...parsed.searchParams.keys()]) {
    if (SECRET_PARAMETERS.test(name)) parsed.searchParams.set(name, HIDDEN)
  }
  parsed.username = ''
  parsed.password = ''
  return parsed.toString()
}

export interface Redactor {
  /** Remembers the secrets among the values of settings. */
  learn(values: readonly unknown[]): void
  /** Hides every known secret in JSON text. */
  text(json: string): string
}

export function createRedactor(): Redactor {
  const secrets = new Set<string>()
  return {
    learn(values) {
      for (const value of values) {
        // Several secrets may be listed in one setting, for rotation.
        for (const part of typeof value === 'string' ? [value, ...value.split(',')] : []) {
          const secret = part.trim()
          if (secret.length >= MIN_SECRET_LENGTH) secrets.add(JSON.stringify(secret).slice(1, -1))
        }
      }
    },
    text(json) {
      let hidden = json
      for (const secret of secrets) hidden = hidden.replaceAll(secret, HIDDEN)
      return hidden
    },
  }
}
