/** Is the request from the vendor? Says exactly what was checked, and never calls a skipped check done. */
import { canonicalJson } from '../platforms/canonical-json'
import type { AuthResult, SignatureScheme } from '../platforms/signature'
import type { SourceSettings } from './read-settings'

/** The HMAC of `text` under `key`, both as UTF-8, in the given encoding. */
export type Hmac = (
  algorithm: SignatureScheme['algorithm'],
  key: string,
  text: string,
  encoding: SignatureScheme['encoding'],
) => string | Promise<string>

export interface AuthInput {
  /** Query parameter `token` or header `x-webhook-token`. */
  token: string | undefined
  header(name: string): string | undefined
  /** The body as it reached us: the raw text where that is at hand. */
  text: string
  /** `text` is what the vendor sent, byte for byte: a signature that does not match is forged. */
  untouched?: boolean
  body: unknown
  nowMs: number
}

export async function authenticate(
  input: AuthInput,
  secrets: Pick<SourceSettings, 'sharedSecrets' | 'signingSecrets'>,
  scheme: SignatureScheme | undefined,
  hmac: Hmac,
): Promise<AuthResult> {
  const shared = checkToken(input.token, secrets.sharedSecrets)
  const signed =
    scheme === undefined || secrets.signingSecrets.length === 0
      ? undefined
      : await checkSignature(input, secrets.signingSecrets, scheme, hmac)
  if (signed === undefined || signed === 'verified') return signed ?? shared ?? 'missing'
  // The shared secret stands in for a check that cannot be done here, not for one that failed.
  const checkFailed = signed === 'forged' || signed === 'stale'
  return shared === undefined || checkFailed ? signed : shared
}

function checkToken(token: string | undefined, secrets: readonly string[]): AuthResult | undefined {
  if (secrets.length === 0) return undefined
  if (token === undefined || token === '') return 'missing'
  return secrets.some((secret) => sameText(token, secret)) ? 'secret-verified' : 'forged'
}

async function checkSignature(
  input: AuthInput,
  secrets: readonly string[],
  scheme: SignatureScheme,
  hmac: Hmac,
): Promise<AuthResult> {
  const received = input.header(scheme.header)
  const time = scheme.timeHeader === undefined ? '' : input.header(scheme.timeHeader)
  if (received === undefined || time === undefined) return 'missing'
  if (isStale(time, scheme, input.nowMs)) return 'stale'
  const reordered = !input.untouched && input.text === canonicalJson(input.body)
  const bodies = [input.text, ...(reordered ? (scheme.restore?.(input.body) ?? []) : [])]
  for (const secret of secrets) {
    for (const body of bodies) {
      const digest = await hmac(scheme.algorithm, secret, scheme.base(body, time), scheme.encoding)
      if (sameText(received, scheme.prefix + digest)) return 'verified'
    }
  }
  return reordered ? 'reordered' : 'forged'
}

function isStale(time: string, scheme: SignatureScheme, nowMs: number): boolean {
  if (scheme.timeHeader === undefined || scheme.toleranceMs === undefined) return false
  const timeMs = Number(time) * (scheme.timeUnit === 's' ? 1000 : 1)
  return !(Math.abs(nowMs - timeMs) <= scheme.toleranceMs)
}

/** Compares in a time that depends only on the length of what was received. */
function sameText(received: string, expected: string): boolean {
  let difference = received.length ^ expected.length
  for (let i = 0; i < received.length; i++) {
    difference |= received.charCodeAt(i) ^ expected.charCodeAt(i % Math.max(1, expected.length))
  }
  return difference === 0
}
