/** What to tell somebody whose request was not let in. */
import { ExperimentsError } from '../platforms/experiments-error'
import type { AuthResult, SignatureScheme } from '../platforms/signature'

export function refusalOf(
  result: AuthResult,
  scheme: SignatureScheme | undefined,
): ExperimentsError | undefined {
  const header = scheme?.header ?? 'none'
  switch (result) {
    case 'verified':
    case 'secret-verified':
      return undefined
    case 'missing':
      return new ExperimentsError(
        'SECRET_MISSING',
        `The request carries neither the shared secret (query parameter "token" or header "x-webhook-token") nor a signature that can be checked (header "${header}"). Add the secret to the webhook's URL in the vendor's console.`,
      )
    case 'forged':
      return new ExperimentsError(
        'SECRET_FORGED',
        `The shared secret or the signature in header "${header}" is wrong. Compare the setting with the vendor's console; look for quotes or spaces around it.`,
      )
    case 'stale':
      return new ExperimentsError(
        'SIGNATURE_STALE',
        `The signed time in header "${scheme?.timeHeader ?? 'none'}" is outside the tolerance of ${(scheme?.toleranceMs ?? 0) / 1000} s: the request was replayed, or a clock is wrong.`,
      )
    case 'reordered':
      return new ExperimentsError(
        'SIGNATURE_REORDERED',
        'Segment alphabetised the body, so its signature cannot be checked here. Set the shared secret and add it to the webhook URL, or verify raw bytes with the relay.',
      )
  }
}
