/** What an error says of itself. Errors of another realm are no instances of this one's Error. */
import { isRecord } from '../platforms/is-record'

/** Node's fetch hides its reason in `cause`. */
export function reasonOf(error: unknown): string {
  const it = isRecord(error) ? error : {}
  const { message } = isRecord(it.cause) && it.cause.message !== undefined ? it.cause : it
  return typeof message === 'string' && message !== '' ? message : 'unknown reason'
}

/** The class of error only, where the message may hold a secret. */
export function kindOf(error: unknown): string {
  return isRecord(error) && typeof error.name === 'string' ? error.name : 'unknown reason'
}
